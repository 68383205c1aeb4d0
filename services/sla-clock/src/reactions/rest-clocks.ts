import type { PublicEvent } from '@ventanilla/contracts'
import { caseStream, clockStream } from '../commands/streams.ts'
import type { Bench } from './bench.ts'
import type { Because } from './drafts.ts'

/** A case comes to rest, or goes on by itself again: every clock of it that has started does the same. */
export function restClocks(
  { cases, clocks, calendarOf }: Bench,
  { subject: caseId, id: cause, at }: PublicEvent,
  { rests }: { rests: boolean },
): void {
  const stream = caseStream(caseId)
  cases.decide(stream, { type: 'Rest', caseId, rests, at }, { cause, at })
  for (const { clockId } of cases.state(stream).opened?.clocks ?? []) {
    const clock = clockStream(clockId)
    const calendar = calendarOf(clocks.state(clock))
    clocks.decide(clock, { type: rests ? 'SetAside' : 'TakeUp', at, calendar }, { cause, at })
  }
}

/** A clock that starts while its case rests does so too, as from when the case does. */
export function restsWithCase(
  { cases, clocks, calendarOf }: Bench,
  caseId: string,
  clock: string,
  because: Because,
): void {
  const { aside } = cases.state(caseStream(caseId))
  if (aside === undefined) return
  const calendar = calendarOf(clocks.state(clock))
  clocks.decide(clock, { type: 'SetAside', at: aside, calendar }, because)
}
