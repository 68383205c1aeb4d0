import { bogotaTime, type Calendar, type LocalDate, receptionDate } from '@ventanilla/calendar'
import type { Rules } from '../regimes/rules.ts'
import type { ReadFact } from './fact.ts'

const days = [1, 2, 3, 4, 5]

/**
 * The day that a term hangs from. A petition counts from the day it arrives, whatever the hour (CPACA art. 5 num. 1);
 * an internal request from the next business day when it comes outside the window, early as well as late. An
 * exception of one day that comes after its hour loses a day or its privilege, as the parameter says.
 */
export function receptionOf(
  { instant, day }: ReadFact,
  { regime, reception, exception }: Rules,
  calendar: Calendar,
): { readonly day: LocalDate; readonly ordinary: boolean } {
  if (regime.internal === undefined) return { day, ordinary: false }
  if (regime.internal === 'request') {
    return { day: receptionDate(instant, { days, ...reception }, calendar), ordinary: false }
  }
  if (exception.late === 'next-business-day') {
    const window = { days, from: reception.from, to: exception.before }
    return { day: receptionDate(instant, window, calendar), ordinary: false }
  }
  const late = bogotaTime(instant) >= exception.before
  return { day: receptionDate(instant, { days, ...reception }, calendar), ordinary: late }
}
