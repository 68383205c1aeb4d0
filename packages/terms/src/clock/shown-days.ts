import { type Calendar, type CalendarWarning, type LocalDate, warningsBetween } from '@ventanilla/calendar'
import type { ExplainedDay } from '../due.ts'
import { inTurn } from '../in-turn.ts'
import type { FactType } from './fact.ts'
import type { ClockState, Interval } from './state.ts'

/** A day of a term; one that a pause takes names the fact that stopped it. */
export type DayOfClock = ExplainedDay & {
  readonly pausedBy?: { readonly type: FactType; readonly at: string }
}

export function shownDays(days: readonly ExplainedDay[], state: ClockState): readonly DayOfClock[] {
  const stoppedOn = inTurn<Interval>(state.intervals, {
    from: ({ from }) => from.day,
    isPast: ({ to }, date) => to !== undefined && to.day < date,
  })
  return days.map((day) => shown(day, state, stoppedOn))
}

/** Of the facts whose pause holds the day, the last. */
function shown(
  day: ExplainedDay,
  { base }: ClockState,
  stoppedOn: (date: LocalDate) => readonly Interval[],
): DayOfClock {
  // A term that began anew hangs from a day on which nothing was received.
  if (day.kind === 'received' && base.anew)
    return { ...day, why: day.why.replace('día de recepción', 'de este día cuelga un término nuevo') }
  if (day.kind !== 'paused') return day
  const fact = stoppedOn(day.date).at(-1)?.from
  return fact ? { ...day, pausedBy: { type: fact.type, at: fact.at } } : day
}

/** Days of the count about which the calendar's overlays have nothing to say. */
export function warningsOf(
  days: readonly ExplainedDay[],
  { overlays }: Calendar,
): readonly CalendarWarning[] {
  const [first, last] = [days[0]?.date, days.at(-1)?.date]
  return first && last ? warningsBetween(overlays, first, last) : []
}
