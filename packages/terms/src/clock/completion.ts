import type { Calendar, LocalDate } from '@ventanilla/calendar'
import { addBusinessDays } from '../business-days.ts'
import { dueDate } from '../due-date.ts'
import type { CompletionRule } from '../regimes/regime.ts'
import type { ClockState, Requirement } from './state.ts'

/**
 * The last day on which the authority may require what is missing: ten days from the filing (art. 17), whatever begins
 * anew. Undefined where the law sets none but the end of the term.
 */
export function requireUntil(
  { filed }: ClockState,
  { requireWithin }: CompletionRule,
  calendar: Calendar,
): LocalDate | undefined {
  return requireWithin === undefined ? undefined : addBusinessDays(filed, requireWithin, calendar)
}

/**
 * The last day on which the petitioner may complete: months by calendar, as long again if it was asked for; ten
 * business days where the petition couldn't be understood (art. 19). What comes later still counts until the
 * withdrawal is told: art. 17 gives it to an act, not to the day, and where a law gives it to the day (Ley 1581/2012
 * art. 15) nothing forbids the authority to go on.
 */
export function completionEnd(
  { fact, understandable, again }: Requirement,
  rule: CompletionRule,
  calendar: Calendar,
): LocalDate {
  if (!understandable) return addBusinessDays(fact.day, 10, calendar)
  const amount = rule.months * (again ? 2 : 1)
  return dueDate({ received: fact.day, amount, unit: 'calendar-months' }, calendar) ?? fact.day
}
