import type { Calendar, LocalDate } from '@ventanilla/calendar'
import { runningTerm } from './running-term.ts'
import { joinedPauses, type TermFacts } from './term-facts.ts'

/**
 * The last day of a term, or undefined while a pause without an end holds it. The day after reception is day 1;
 * pauses and, in business days, the days that do not work are left out. A term in calendar days may end on a
 * day that does not work: Ley 4/1913 art. 62 moves only terms in months and years, whose last day becomes the next
 * business day, and one on which the term runs.
 * @throws RangeError for amounts and pauses that cannot be, and beyond the years that calendars cover
 */
export function dueDate(facts: TermFacts, calendar: Calendar): LocalDate | undefined {
  const term = runningTerm(facts, calendar)
  for (const pause of joinedPauses(facts.pauses)) term.hold(pause)
  return term.lastDay()
}
