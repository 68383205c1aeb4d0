import { addDays, type Calendar, type LocalDate, toDayNumber } from '@ventanilla/calendar'
import { addBusinessDays, businessDaysBetween } from './business-days.ts'
import { inDays, nextBusinessDay } from './months.ts'
import { hangsFrom } from './start.ts'
import { joinedPauses, type Pause, stretches, type TermFacts, type Unit } from './term-facts.ts'

/**
 * The last day of a term, or undefined while a pause without an end holds it. The day after reception is day 1;
 * pauses and, in business days, the days that do not work are left out. A term in calendar days may end on a
 * day that does not work: Ley 4/1913 art. 62 moves only terms in months and years, whose last day becomes the next
 * business day, and one on which the term runs.
 * @throws RangeError for amounts and pauses that cannot be, and beyond the years that calendars cover
 */
export function dueDate(facts: TermFacts, calendar: Calendar): LocalDate | undefined {
  const pauses = joinedPauses(facts.pauses)
  let last: LocalDate | undefined = hangsFrom(facts, calendar)
  let rolls = false
  for (const stretch of stretches(facts)) {
    if (stretch.amount === 0) continue
    rolls = stretch.unit === 'calendar-months'
    const { amount, unit } = inDays(stretch, last)
    last = runOut(amount, unit, last, pauses, calendar)
    if (last === undefined) return undefined
  }
  return rolls ? carriedOn(last, pauses, calendar) : last
}

/** The day on which months end if it works, else the first that does and on which the term doesn't stand still. */
function carriedOn(last: LocalDate, pauses: readonly Pause[], calendar: Calendar): LocalDate | undefined {
  let day = nextBusinessDay(last, calendar)
  if (day === last) return day
  for (const { from, to } of pauses) {
    if (day < from || (to !== undefined && to <= day)) continue
    if (to === undefined) return undefined
    day = nextBusinessDay(to, calendar)
  }
  return day
}

/** Day on which `amount` days have run since `last`, hopping from one pause to the next, never day by day. */
function runOut(
  amount: number,
  unit: Unit,
  last: LocalDate,
  pauses: readonly Pause[],
  calendar: Calendar,
): LocalDate | undefined {
  let left = amount
  for (const pause of pauses) {
    if (pause.to !== undefined && pause.to <= last) continue
    const free = pause.from > last ? daysBetween(last, addDays(pause.from, -1), unit, calendar) : 0
    if (left <= free) break
    if (pause.to === undefined) return undefined
    left -= free
    last = addDays(pause.to, -1)
  }
  return unit === 'business-days' ? addBusinessDays(last, left, calendar) : addDays(last, left)
}

function daysBetween(after: LocalDate, upTo: LocalDate, unit: Unit, calendar: Calendar): number {
  return unit === 'business-days'
    ? businessDaysBetween(after, upTo, calendar)
    : toDayNumber(upTo) - toDayNumber(after)
}
