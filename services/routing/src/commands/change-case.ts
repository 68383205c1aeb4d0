import { randomUUID } from 'node:crypto'
import type { EventLog, Stream } from '@ventanilla/event-log'
import { problem } from '@ventanilla/http-kit'
import type { OpenCase } from '../domain/case.ts'
import type { CaseEvent } from '../domain/events.ts'
import type { Asked, ChangeDeps, Changed, Decide } from './asked.ts'
import { attempt } from './attempt.ts'
import { readOpen } from './read-open.ts'
import { stateOf, streamOf, writtenBy } from './stream.ts'

const TRIES = 5

/**
 * Read, decide, keep what it says, append. Without an `If-Match` a lost race is decided again on what is there now,
 * a few times; with one, whoever lost is told what changed.
 */
export async function changeCase(deps: ChangeDeps, asked: Asked, decide: Decide): Promise<Changed> {
  const claim = asked.key === undefined ? undefined : `${asked.caller.client}:${asked.route}:${asked.key}`
  const seed = claim ?? randomUUID()
  let seen: number | undefined
  for (let tried = 0; tried < TRIES; tried++) {
    const open = await readOpen(deps.log, asked)
    // Asked after the case was read: when there is no claim, what was read knows nothing of this request either.
    const repeated = claim !== undefined && (await isRepeat(deps.log, claim, asked))
    seen ??= open.version
    const changed = repeated
      ? replay(open.stream, seed, asked.caseId)
      : await attempt(deps, asked, { ...open, seed, claim, seen }, decide)
    if (changed) return changed
  }
  throw problem('unavailable', {
    detail: 'Varias personas están moviendo este caso a la vez; intente de nuevo.',
  })
}

async function isRepeat(log: EventLog, claim: string, { caseId, digest }: Asked): Promise<boolean> {
  const there = await log.claim(claim)
  if (there === undefined) return false
  if (there.digest === digest && there.stream === streamOf(caseId)) return true
  throw problem('idempotency-key-reused')
}

/** The answer of then: the case as the request left it, whatever was done since. None in what was read too early. */
function replay(stream: Stream, seed: string, caseId: string): Changed | undefined {
  const written = writtenBy(seed, streamOf(caseId), stream)
  const version = written.at(-1)?.version
  if (version === undefined) return undefined
  const state = stateOf(stream.events.slice(0, version)) as OpenCase
  const events = written as unknown as CaseEvent[]
  return { entity: stream.entity ?? '', version, state, events, replayed: true }
}
