import { bogotaDate, type Calendar } from '@ventanilla/calendar'
import type { ClockEvent } from './clock-events.ts'
import { type Clock, evolve, takenUp } from './clock-state.ts'
import type { ClockStart } from './facts.ts'
import { standing } from './standing.ts'
import { reachedBefore } from './tell.ts'

/** Another case goes on for this one, from the instant `at` on. */
export interface SetAside {
  readonly type: 'SetAside'
  readonly at: string
  readonly calendar: Calendar
}

/** The case goes on by itself again. */
export interface TakeUp {
  readonly type: 'TakeUp'
  readonly at: string
  readonly calendar: Calendar
}

/**
 * A clock that rests keeps its facts, and takes new ones: it is no pause, since all of the time counts. It only tells
 * nothing of what it reaches. What it had reached before is told first, as when something stops a term.
 */
export function setAside(start: ClockStart, clock: Clock, { at, calendar }: SetAside): readonly ClockEvent[] {
  if (clock.aside !== undefined) return []
  const passed = reachedBefore(start, clock, at, calendar)
  const told = { ...passed.reduce(evolve, clock), aside: at }
  const { ahead: marks } = standing(start, told, calendar)
  const { clockId, caseId } = start
  return [...passed, { type: 'ClockSetAside', data: { clockId, caseId, on: bogotaDate(at), at, marks } }]
}

export function takeUp(start: ClockStart, clock: Clock, { at, calendar }: TakeUp): readonly ClockEvent[] {
  if (clock.aside === undefined) return []
  const { ahead: marks } = standing(start, takenUp(clock), calendar)
  const { clockId, caseId } = start
  return [{ type: 'ClockTakenUp', data: { clockId, caseId, on: bogotaDate(at), marks } }]
}
