import type { PublicEvent } from '@ventanilla/contracts'
import { caseStream, clockStream } from '../commands/streams.ts'
import type { Bench } from './bench.ts'
import type { Because } from './drafts.ts'
import { takeAnswersBack } from './shared-answers.ts'

/** A case comes to rest, or goes on by itself again: every clock of it that has started does the same. */
export function restClocks(bench: Bench, event: PublicEvent, { rests }: { rests: boolean }): void {
  const { cases, clocks, calendarOf } = bench
  const { subject: caseId, id: cause, at } = event
  const stream = caseStream(caseId)
  const { shared = [] } = cases.state(stream)
  cases.decide(stream, { type: 'Rest', caseId, rests, at }, { cause, at })
  for (const { clockId } of cases.state(stream).opened?.clocks ?? []) {
    const clock = clockStream(clockId)
    if (!rests) takeAnswersBack(bench, clock, shared, event)
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
