import type { Rung } from '../schema/clock.ts'
import type { ClockEffect } from '../schema/flow.ts'
import type { Procedure } from '../schema/procedure.ts'

/** What being in a state does to the term; undefined for a state that the procedure doesn't have. */
export function clockEffect(procedure: Procedure, state: string): ClockEffect | undefined {
  return procedure.states.find(({ id }) => id === state)?.clock
}

/**
 * The counted day whose end reaches a rung, in a term of `days` counted days: 0 is at once, `days` is the end of the
 * term. Rounded down, so that short terms are warned early rather than late.
 */
export function rungDay(rung: Rung, days: number): number {
  if (rung.atElapsed !== undefined) return Math.floor((days * rung.atElapsed) / 100)
  return Math.max(0, days - (rung.atRemaining ?? 0))
}
