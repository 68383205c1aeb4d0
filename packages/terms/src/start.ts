import { addDays, type Calendar, type LocalDate } from '@ventanilla/calendar'
import { addBusinessDays } from './business-days.ts'
import type { TermFacts } from './term-facts.ts'

/** The day before day 1: what is counted comes after it. */
export function hangsFrom({ received, start }: TermFacts, calendar: Calendar): LocalDate {
  if (start === 'same-day') return addDays(received, -1)
  return start === 'next-business-day' ? addDays(addBusinessDays(received, 1, calendar), -1) : received
}
