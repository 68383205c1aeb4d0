import type { Calendar } from '@ventanilla/calendar'
import type { ReadClock } from '../../commands/read-clock.ts'
import { calendarOfTerm } from '../../domain/calendar-of-term.ts'
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
  /** In business days by the calendar that is tried; undefined when a date is missing. */
  readonly movedBy: number | undefined
}

/**
 * Undefined when the clock stands the same under both. @param at the business instant at which it is judged, twice
 */
export function changeOf(
  { start, clock, calendar: own }: ReadClock,
  calendar: Calendar,
  at: string,
): Change | undefined {
  const tried = calendarOfTerm(start, calendar)
  const [before, after] = [judge(start, clock, own, at), judge(start, clock, tried, at)]
  if (sameJudgement(before, after)) return undefined
  const { clockId, caseId, clock: name, regime } = start
  return {
    ...{ clockId, caseId, clock: name, regime, calendar: start.calendar.version },
    ...{ before, after, movedBy: movedBy(before, after, tried) },
  }
}
