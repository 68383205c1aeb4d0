import type { Calendar } from '@ventanilla/calendar'
import { endOfDue } from '../business-days.ts'
import { due } from '../due.ts'
import { dueDate } from '../due-date.ts'
import { dueInstant } from '../hours.ts'
import { hangsFrom } from '../start.ts'
import type { TermFacts } from '../term-facts.ts'
import type { Count } from './count.ts'

/**
 * The instant at which a term has `left` of its unit left (days, of a term in months): the end of that day of its
 * explanation, or of the day that it hangs from when it never had as many. Undefined while it is suspended.
 */
export function instantWithLeft(count: Count, left: number, calendar: Calendar): string | undefined {
  if (count.endsAt === undefined) return undefined
  const { facts } = count
  if ('hours' in facts) {
    const hours = facts.hours.hours - left
    return hours <= 0 ? facts.hours.received : dueInstant({ ...facts.hours, hours }, calendar)
  }
  const { days } = facts
  const day = days.unit === 'calendar-months' ? walked(days, left, calendar) : jumped(days, left, calendar)
  return endOfDue(day ?? hangsFrom(days, calendar))
}

/** It comes before the end, which no pause without an end holds, so neither does one hold it. */
function jumped(days: TermFacts, left: number, calendar: Calendar) {
  const total = (days.extensions ?? []).reduce((sum, { amount }) => sum + amount, days.amount)
  const amount = total - left
  return amount <= 0 ? undefined : dueDate({ ...days, amount, extensions: [] }, calendar)
}

/** How many days a term in months has is known from the walk alone. */
function walked(days: TermFacts, left: number, calendar: Calendar) {
  const { explanation } = due(days, calendar)
  const total = explanation.at(-1)?.total ?? 0
  return explanation.find((day) => day.counted && day.total === total - left)?.date
}
