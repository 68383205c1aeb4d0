import type { LocalDate } from '@ventanilla/calendar'
import { countedOff } from '@ventanilla/terms'
import type { Rung } from '../schema/clock.ts'
import type { ClockEffect } from '../schema/flow.ts'
import type { Kind } from '../schema/kinds.ts'
import type { Procedure } from '../schema/procedure.ts'
import { isForKind } from './moves.ts'

/** What being in a state does to the term; undefined for a state that the procedure doesn't have. */
export function clockEffect(procedure: Procedure, state: string): ClockEffect | undefined {
  return procedure.states.find(({ id }) => id === state)?.clock
}

/** The law's term of a citizen's petition, and the service agreement of anything else. */
const LEGAL = 'legal'
const AGREEMENT = 'ans'

/** The name of the clock of the term that a kind sets: the one that a case is judged by. */
export function ownClock({ family }: Pick<Procedure, 'family'>): string {
  return family === 'pqrsd' ? LEGAL : AGREEMENT
}

/** Names that mean the term of a kind to everybody who hears of a clock. */
export const ownClocks: readonly string[] = [LEGAL, AGREEMENT]

/**
 * The counted day whose end reaches a rung, in a term of `days` counted days: 0 is at once, `days` is the end of the
 * term. Rounded down, so that short terms are warned early rather than late.
 */
export function rungDay(rung: Rung, days: number): number {
  if (rung.atElapsed !== undefined) return Math.floor((days * rung.atElapsed) / 100)
  return Math.max(0, days - (rung.atRemaining ?? 0))
}

/**
 * Where a mark sends a case of this kind. @param clock the name of the clock that reached it
 * @param rung its id; undefined: the end of the term
 */
export function escalatesAt(
  procedure: Pick<Procedure, 'family' | 'ladder' | 'clocks'>,
  kind: string,
  { clock, rung }: { clock: string; rung: string | undefined },
): Rung['escalates'] {
  const declared = procedure.clocks.find((one) => one.id === clock && isForKind(one, kind))
  const ladder = clock === ownClock(procedure) ? procedure.ladder : (declared?.ladder ?? [])
  return ladder.find(({ id, atRemaining, atElapsed }) =>
    rung === undefined ? atRemaining === 0 || atElapsed === 100 : id === rung,
  )?.escalates
}

/** The rungs of a term of `days` days, by the days that are left. Its end is none: the clock knows it by itself. */
export function rungsLeft(ladder: readonly Rung[], days: number): { id: string; remaining: number }[] {
  return ladder
    .map((rung) => ({ id: rung.id, remaining: days - rungDay(rung, days) }))
    .filter(({ remaining }) => remaining > 0)
}

/** The same of a term in any unit that hangs from a day: of one in months by the days that lie in it. */
export function rungsOf(
  ladder: readonly Rung[],
  term: Kind['term'],
  received: LocalDate,
): { id: string; remaining: number }[] {
  return rungsLeft(ladder, countedOff(term, received))
}
