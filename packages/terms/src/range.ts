import type { Calendar, LocalDate } from '@ventanilla/calendar'
import { dueDate } from './due-date.ts'
import type { TermFacts } from './term-facts.ts'

/** A term that is agreed as a span, such as 5 to 8 business days. */
export interface RangeFacts extends Omit<TermFacts, 'amount'> {
  readonly from: number
  readonly to: number
}

/**
 * When it may be done at the earliest and must be at the latest; both undefined while a pause without an end holds
 * the term, the latest alone while it holds only the second. @throws RangeError when `to` is less than `from`
 */
export function dueRange(
  { from, to, ...facts }: RangeFacts,
  calendar: Calendar,
): { readonly earliest: LocalDate | undefined; readonly latest: LocalDate | undefined } {
  if (to < from) throw new RangeError(`a span of ${from} to ${to} ends before it begins`)
  return {
    earliest: dueDate({ ...facts, amount: from }, calendar),
    latest: dueDate({ ...facts, amount: to }, calendar),
  }
}
