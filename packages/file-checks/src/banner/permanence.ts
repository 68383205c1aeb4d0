import type { LocalDate } from '@ventanilla/calendar'
import { addMonths } from '@ventanilla/terms'

/**
 * The last day on which a banner may be withdrawn: the same number of day so many months later. It doesn't move on from
 * a holiday, since it is no legal term.
 */
export function lastWithdrawal(from: LocalDate, months: number): LocalDate {
  return addMonths(from, months)
}
