import { recountUnder } from '../commands/recount-clock.ts'
import type { CaseFact } from '../domain/facts.ts'
import type { Bench } from './bench.ts'
import type { Because } from './drafts.ts'

/** A clock that runs by a calendar which isn't in force any more comes under the one that is, and so does a reopened one. */
export function hearOn(bench: Bench, clock: string, fact: CaseFact, because: Because): void {
  comeUnder(bench, clock, because)
  const calendar = bench.calendarOf(bench.clocks.state(clock))
  bench.clocks.decide(clock, { type: 'Hear', fact, at: because.at, calendar }, because)
  comeUnder(bench, clock, because, because.at)
}

/** What was told before another calendar was in force, and is heard soon after, counts by the one before. */
function comeUnder(
  { clocks, inForce, walked, calendarOf }: Bench,
  clock: string,
  because: Because,
  at = '',
): void {
  const { forOpen } = inForce
  if (forOpen === undefined || (because.at < forOpen.at && !walked)) return
  const state = clocks.state(clock)
  const command = state.start && recountUnder(state.start, calendarOf(state), inForce, { at })
  if (command) clocks.decide(clock, command, because)
}
