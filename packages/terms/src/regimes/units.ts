import type { LocalDate } from '@ventanilla/calendar'
import { longestInHours } from '../hours.ts'
import { inDays } from '../months.ts'
import { longestInMonths, longestTerm } from '../term-facts.ts'
import type { RegimeUnit } from './regime.ts'

/** Whether a term runs by instants, and not by days. */
export function isInHours(unit: RegimeUnit): unit is 'business-hours' | 'calendar-hours' {
  return unit === 'business-hours' || unit === 'calendar-hours'
}

/** The most of its unit that a term may be, with all that was added to it. */
export function longestIn(unit: RegimeUnit): number {
  if (isInHours(unit)) return longestInHours
  return unit === 'calendar-months' ? longestInMonths : longestTerm
}

/**
 * What is counted off on the way of a term that hangs from a day: days or hours as many as it says; of one in months
 * the days that lie between here and there.
 */
export function countedOff(
  { amount, unit }: { readonly amount: number; readonly unit: RegimeUnit },
  received: LocalDate,
): number {
  return isInHours(unit) ? amount : inDays({ amount, unit }, received).amount
}
