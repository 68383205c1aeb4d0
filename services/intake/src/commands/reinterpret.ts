import { randomUUID } from 'node:crypto'
import { fold, type JsonObject, type Refusal, refuse } from '@ventanilla/decider'
import { type Append, deriveId, type Stream } from '@ventanilla/event-log'
import type { IntakeDeps } from '../deps.ts'
import type { FilingRefusal } from '../domain/filing-checks.ts'
import {
  type Quarantine,
  type QuarantineEvent,
  type QuarantineRefusal,
  quarantine,
} from '../domain/quarantine.ts'
import { type Prepared, type Reused, replay } from './commit.ts'
import { openEnvelope } from './open-envelope.ts'
import { prepareFiling } from './prepare-filing.ts'
import { type Taken, takenOf } from './receipt.ts'
import type { Submission } from './submission.ts'

export interface ReinterpretOrder {
  caseId: string
  /** What it should have said; absent: what it said, under the rules of today. */
  data?: unknown
  /** @throws what the caller is to be told when the data are no submission, or one that is not theirs */
  read(data: unknown): Submission
  actor: string
  raw: Uint8Array
  claimKey?: string | undefined
}

type ReinterpretRefusal = Refusal<FilingRefusal | QuarantineRefusal | 'not-found' | 'data-erased'>

const TRIES = 5

type Held = Extract<Quarantine, { status: 'held' }>

/**
 * An envelope that waited becomes a filing, with the instant at which it came. Its facts go to the log of its
 * entity, which may be another than the one it waited in; then the quarantine is told. Broken off in between, the
 * next attempt finds the filing and only tells the quarantine.
 */
export async function reinterpret(
  deps: IntakeDeps,
  order: ReinterpretOrder,
  tried = 1,
): Promise<Taken | ReinterpretRefusal | Reused> {
  const { caseId, claimKey } = order
  // Both at one instant: read one after the other, a filing that came in between would look like one broken off.
  const histories = await deps.log.streams([`quarantine/${caseId}`, `filing/${caseId}`])
  const waiting = histories.get(`quarantine/${caseId}`)
  const filed = histories.get(`filing/${caseId}`)
  if (waiting?.entity === undefined) return refuse('not-found')
  const state = fold(quarantine, waiting.events as unknown as QuarantineEvent[])
  if (state.status === 'held' && filed?.entity !== undefined) {
    await deps.log.write(waiting.entity, { appends: [releaseOf(deps, order, waiting, state, filed.entity)] })
    return takenOf(deps, filed.events, true)
  }
  const digest = deps.digest(order.raw)
  const before = claimKey === undefined ? undefined : await replay(deps, { key: claimKey, digest })
  if (before) return before
  if (state.status !== 'held')
    return refuse('filing-not-quarantined', { detail: 'Esta radicación no está en cuarentena.' })
  const prepared = await prepare(deps, order, state, digest)
  if ('refused' in prepared) return prepared
  const taken = await write(deps, order, waiting, state, prepared)
  if (taken) return taken
  // Somebody else was faster; now the history says what to answer.
  if (tried === TRIES) throw new Error(`quarantine/${caseId} moves all the time`)
  return reinterpret(deps, order, tried + 1)
}

async function prepare(
  deps: IntakeDeps,
  { caseId, data, read, actor, raw, claimKey }: ReinterpretOrder,
  { receivedAt, envelopeRef }: Held,
  digest: string,
): Promise<Prepared | ReinterpretRefusal> {
  const envelope = await openEnvelope(deps, { caseId, envelopeRef })
  if (!envelope) return refuse('data-erased', { detail: 'El sobre original fue suprimido.' })
  return prepareFiling(deps, {
    caseId,
    claimKey,
    sender: 'client',
    actor,
    sent: read(data ?? envelope.data),
    digest,
    ...(data !== undefined && { raw }),
    waited: { receivedAt, envelopeRef },
    // Two corrections at once are two different filings of one case: the version tells which came first.
    seed: claimKey ?? randomUUID(),
  })
}

async function write(
  deps: IntakeDeps,
  order: ReinterpretOrder,
  waiting: Stream,
  state: Held,
  { entity, append }: Prepared,
): Promise<Taken | undefined> {
  const release = releaseOf(deps, order, waiting, state, entity)
  const together = entity === waiting.entity
  const written = await deps.log.write(entity, { appends: together ? [append, release] : [append] })
  if (written.outcome === 'refused') return undefined
  if (!together && waiting.entity !== undefined) await deps.log.write(waiting.entity, { appends: [release] })
  const { events } = await deps.log.stream(append.stream)
  return takenOf(deps, events, written.outcome === 'repeated')
}

function releaseOf(
  { clock }: IntakeDeps,
  { caseId, data, actor }: ReinterpretOrder,
  { version }: Stream,
  state: Held,
  entity: string,
): Append {
  const stream = `quarantine/${caseId}`
  const decision = quarantine.decide({ type: 'Release', entity, corrected: data !== undefined }, state)
  if ('refused' in decision) throw new Error(`${stream}: ${decision.refused}`)
  return {
    stream,
    expected: version,
    events: decision.map((event, index) => ({
      id: deriveId(stream, version, index),
      type: event.type,
      data: event.data as unknown as JsonObject,
      at: clock.now(),
    })),
    actor,
  }
}
