import type { Calendar } from '@ventanilla/calendar'
import type { FoundClock } from '../../commands/read-clock.ts'
import type { ClockStart } from '../../domain/facts.ts'
import { type Judged, judge, movedBy, sameJudgement } from '../../domain/judge.ts'

/** A clock that would stand elsewhere. */
export interface Change {
  readonly clockId: string
  readonly caseId: string
  readonly clock: string
  readonly regime: string
  /** The version that it is counted by. */
  readonly calendar: string
  readonly before: Judged
  readonly after: Judged
  /** In business days by the calendar that is tried, if one is; undefined when a date is missing. */
  readonly movedBy: number | undefined
}

/** What a clock is counted by in the place of its own: what it was born with, and the calendar as its term sees it. */
export interface Tried {
  readonly start: ClockStart
  readonly calendar: Calendar
}

/**
 * Undefined when the clock stands the same under both. @param at the business instant at which it is judged, twice
 */
export function changeOf(
  { start, clock, calendar: own }: FoundClock,
  { start: other, calendar: tried }: Tried,
  at: string,
): Change | undefined {
  const [before, after] = [judge(start, clock, own, at), judge(other, clock, tried, at)]
  if (sameJudgement(before, after)) return undefined
  const { clockId, caseId, clock: name, regime } = start
  return {
    ...{ clockId, caseId, clock: name, regime, calendar: start.calendar.version },
    ...{ before, after, movedBy: movedBy(before, after, tried) },
  }
}
