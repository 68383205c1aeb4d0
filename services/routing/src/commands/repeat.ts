import type { EventLog, Stream } from '@ventanilla/event-log'
import { type ProblemError, problem } from '@ventanilla/http-kit'
import type { OpenCase } from '../domain/case.ts'
import type { CaseEvent } from '../domain/events.ts'
import type { Asked, Changed } from './asked.ts'
import { stateOf, streamOf, writtenBy } from './stream.ts'

/** How often what lost a race is decided again. */
export const TRIES = 5

export function busy(): ProblemError {
  return problem('unavailable', {
    detail: 'Varias personas están moviendo este caso a la vez; intente de nuevo.',
  })
}

/** Whether the same request was written before. @throws ProblemError `idempotency-key-reused` by another one */
export async function isRepeat(log: EventLog, claim: string, { caseId, digest }: Asked): Promise<boolean> {
  const there = await log.claim(claim)
  if (there === undefined) return false
  if (there.digest === digest && there.stream === streamOf(caseId)) return true
  throw problem('idempotency-key-reused')
}

/** The answer of then: the case as the request left it, whatever was done since. None in what was read too early. */
export function replay(stream: Stream, seed: string, caseId: string): Changed | undefined {
  const written = writtenBy(seed, streamOf(caseId), stream)
  const version = written.at(-1)?.version
  if (version === undefined) return undefined
  const state = stateOf(stream.events.slice(0, version)) as OpenCase
  const events = written as unknown as CaseEvent[]
  return { entity: stream.entity ?? '', version, state, events, replayed: true }
}
