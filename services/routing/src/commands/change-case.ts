import { randomUUID } from 'node:crypto'
import { isRefusal, type JsonObject } from '@ventanilla/decider'
import type { EventLog, Recorded, Stream } from '@ventanilla/event-log'
import { type Caller, problem } from '@ventanilla/http-kit'
import type { Entity, Procedure } from '@ventanilla/procedures'
import type { BusinessClock } from '@ventanilla/runtime'
import type { Vault } from '@ventanilla/vault'
import { type Definitions, rulesOf } from '../definitions.ts'
import type { OpenCase } from '../domain/case.ts'
import { type CaseCommand, caseDecider } from '../domain/case-decider.ts'
import type { CaseEvent } from '../domain/events.ts'
import { legalMoves } from '../domain/move/legal-moves.ts'
import { changesSince } from './changes.ts'
import type { IfMatch } from './if-match.ts'
import { keepTexts, type Text } from './keep-texts.ts'
import { readOpen } from './read-open.ts'
import { eventId, stateOf, streamOf, writtenBy } from './stream.ts'

export interface ChangeDeps {
  log: EventLog
  vault: Vault
  clock: BusinessClock
  definitions: Definitions
}

/** Who asks for a change, of which case, and how a repeat of it would be recognised. */
export interface Asked {
  caseId: string
  caller: Caller
  /** Names the use case in idempotency keys. */
  route: string
  key?: string
  /** SHA-256 of the body as it came. */
  digest: string
  ifMatch?: IfMatch
}

/** What to decide, where the case is now. */
export interface Change {
  command: CaseCommand
  /** The business instant of what follows; never before what already happened to the case. */
  at: string
  /** Kept in the vault before anything refers to them. */
  texts: readonly Text[]
}

export interface Rules {
  entity: Entity
  procedure: Procedure
}

export interface Changed {
  entity: string
  version: number
  state: OpenCase
  /** What this request wrote; none when everything already was as asked. */
  events: readonly CaseEvent[]
  /** The same request had been done before. */
  replayed: boolean
}

const TRIES = 5

/**
 * Read, decide, keep what it says, append. Without an `If-Match` a lost race is decided again on what is there now,
 * a few times; with one, whoever lost is told what changed.
 */
export async function changeCase(
  deps: ChangeDeps,
  asked: Asked,
  decide: (state: OpenCase, rules: Rules, seed: string) => Change,
): Promise<Changed> {
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

interface Attempt extends Awaited<ReturnType<typeof readOpen>> {
  seed: string
  claim?: string
  /** The version that the request saw first. */
  seen: number
}

async function attempt(
  { log, vault, definitions }: ChangeDeps,
  { caseId, caller, digest, ifMatch }: Asked,
  { entity, stream, version, state, seed, claim, seen }: Attempt,
  decide: Parameters<typeof changeCase>[2],
): Promise<Changed | undefined> {
  if (ifMatch && !ifMatch.allows(version)) throw versionChanged(version, stream.events, ifMatch)
  const rules = rulesOf(definitions, entity, state)
  const { command, at, texts } = decide(state, rules, seed)
  const decision = caseDecider.decide(command, state)
  if (isRefusal(decision)) {
    const allowed = legalMoves(rules.procedure, state, rules.entity.areas)
    const changes = changesSince(seen, stream.events)
    throw problem(decision.refused, {
      ...decision,
      extra: { version, state: state.state, allowed, ...(changes.length > 0 && { changes }) },
    })
  }
  const events = [...decision]
  if (events.length === 0) return { entity, version, state, events, replayed: false }
  await keepTexts(vault, entity, state, texts)
  const id = streamOf(caseId)
  const last = stream.events.at(-1)?.at ?? at
  const written = await log.write(entity, {
    appends: [
      {
        stream: id,
        expected: version,
        actor: caller.subject,
        ...(claim !== undefined && { claim: { key: claim, digest } }),
        events: events.map(({ type, data }, index) => ({
          id: eventId(seed, id, index),
          type,
          data: data as unknown as JsonObject,
          at: at < last ? last : at,
        })),
      },
    ],
  })
  // Somebody was faster, perhaps this very request by another way: look again.
  if (written.outcome === 'refused') return undefined
  const now = events.reduce(caseDecider.evolve, state) as OpenCase
  const replayed = written.outcome === 'repeated'
  return { entity, version: version + events.length, state: now, events, replayed }
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

function versionChanged(version: number, events: readonly Recorded[], ifMatch: IfMatch) {
  return problem('version-changed', {
    detail: 'Consulte el caso de nuevo antes de moverlo.',
    extra: { version, changes: changesSince(ifMatch.oldest, events) },
    headers: { etag: `"${version}"` },
  })
}
