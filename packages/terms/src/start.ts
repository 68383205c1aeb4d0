import { addDays, type Calendar, type LocalDate } from '@ventanilla/calendar'
import { addBusinessDays } from './business-days.ts'
import type { TermFacts } from './term-facts.ts'

/** The day before day 1: what is counted comes after it. */
export function hangsFrom({ received, start }: TermFacts, calendar: Calendar): LocalDate {
  if (start === 'same-day') return addDays(received, -1)
  return start === 'next-business-day' ? addDays(addBusinessDays(received, 1, calendar), -1) : received
}

/**
 * The day whose number the last one of a term in months has. The first and the last day have the same (Ley 4/1913
 * art. 59), so where the day of reception is day 1 it is that day's, though nothing hangs from it.
 */
export function numberedFrom(facts: TermFacts, calendar: Calendar): LocalDate {
  return facts.start === 'same-day' ? facts.received : hangsFrom(facts, calendar)
}
