import { type Calendar, type CalendarWarning, type LocalDate, warningsBetween } from '@ventanilla/calendar'
import { type ExplainedDay, explainCount } from '@ventanilla/terms'
import type { Clock } from './clock-state.ts'
import type { ClockStart } from './facts.ts'
import { type ClockStanding, standing } from './standing.ts'
import { summaryOf } from './summary.ts'

export interface Explanation {
  /** Undefined while the term is suspended. */
  readonly due: LocalDate | undefined
  /** Every day from reception on: what it was, and how many had been counted by then. */
  readonly days: readonly ExplainedDay[]
  /** Days that the calendar's overlays have nothing to say about. */
  readonly warnings: readonly CalendarWarning[]
  /** The same for people, in a few sentences. */
  readonly summary: string
  readonly standing: ClockStanding
}

/**
 * How a due date comes about, counted from the clock's facts alone.
 * @param calendar the version that the clock was born under
 */
export function explain(start: ClockStart, clock: Clock, calendar: Calendar): Explanation {
  const now = standing(start, clock, calendar)
  const days = explainCount(now.count, calendar)
  const [first, last] = [days[0]?.date, days.at(-1)?.date]
  const warnings = first && last ? warningsBetween(calendar.overlays, first, last) : []
  return { due: now.due, days, warnings, summary: summaryOf(start, now, days, warnings), standing: now }
}
