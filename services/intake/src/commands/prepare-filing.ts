import { trackingCode, trackingHash } from '@ventanilla/contracts'
import { isRefusal, type JsonObject, type Refusal } from '@ventanilla/decider'
import { type Append, deriveId } from '@ventanilla/event-log'
import { radicadoFormat } from '@ventanilla/procedures'
import type { IntakeDeps } from '../deps.ts'
import { filing, type Receive } from '../domain/filing.ts'
import type { FilingRefusal, Sender } from '../domain/filing-checks.ts'
import type { FilingEvent } from '../domain/filing-events.ts'
import { numberingOf } from '../domain/numbering.ts'
import type { Prepared } from './commit.ts'
import { factsOf } from './facts-of.ts'
import { erasedSubject, keepPrivate, privatePart } from './keep-private.ts'
import type { CitizenSubmission, Submission } from './submission.ts'

export interface FilingOrder {
  caseId: string
  sender: Sender
  actor: string
  sent: Submission | CitizenSubmission
  /** Of the bytes as they came. */
  digest: string
  /** Those bytes, kept sealed beside the facts; absent when they are kept already. */
  raw?: Uint8Array
  claimKey?: string | undefined
  /** Of what waited in quarantine: the instant at which it came, and the subject of the envelope that was kept. */
  waited?: { receivedAt: string; envelopeRef: string }
  /** What its event ids derive from, if not the case: of what may be tried again in another way. */
  seed?: string
}

const MOST_GENERATIONS = 20

/** Decides, then puts what speaks of persons durably into the vault. Nothing of it is to be seen until `commit`. */
export async function prepareFiling(
  deps: IntakeDeps,
  order: FilingOrder,
): Promise<Prepared | Refusal<FilingRefusal>> {
  const { caseId, digest, raw, sent, waited } = order
  const { entity } = sent
  const command = await commandOf(deps, order)
  for (let generation = 0; generation < MOST_GENERATIONS; generation++) {
    const envelopeRef = waited?.envelopeRef
    const { refs, records } = privatePart(deps.vault, sent, { caseId, digest, generation, envelopeRef })
    const decision = filing.decide({ ...command, refs }, filing.initial)
    if (isRefusal(decision)) return decision
    try {
      const attachments = [...command.uploaded.values()].map(({ subject }) => subject)
      const sealed = await keepPrivate(deps.vault, { refs, records, attachments }, raw)
      if (command.attached.length > 0) await deps.uploads.attach(command.attached, { caseId, entity })
      return { entity, append: appendOf(deps, order, decision, command.numbering.year, sealed) }
    } catch (error) {
      const erased = erasedSubject(error)
      if (erased === undefined) throw error
      // A file that went with somebody's data is as good as never uploaded: the rule says so on the next round.
      for (const [ref, { subject }] of command.uploaded) if (subject === erased) command.uploaded.delete(ref)
    }
  }
  throw new Error(`${caseId}: erased as often as it was put`)
}

async function commandOf({ clock, entities, trackingSecret, uploads }: IntakeDeps, order: FilingOrder) {
  const { caseId, sender, sent, waited } = order
  const now = clock.now()
  const attached = (sent.attachments ?? []).map(({ ref }) => ref)
  const facts = factsOf(sent, now, waited?.receivedAt)
  return {
    type: 'Receive',
    caseId,
    now,
    sender,
    rules: entities.get(sent.entity),
    facts,
    hasPerson: sent.person !== undefined,
    attached,
    uploaded: await uploads.find(attached),
    trackingHash: trackingHash(trackingSecret, trackingCode(trackingSecret, caseId)),
    numbering: numberingOf(facts, now),
  } satisfies Omit<Receive, 'refs'>
}

function appendOf(
  { entities }: IntakeDeps,
  { sent, caseId, actor, digest, claimKey, waited, seed = caseId }: FilingOrder,
  events: readonly FilingEvent[],
  year: number,
  sealed: Uint8Array | undefined,
): Append {
  const stream = `filing/${caseId}`
  const entity = entities.get(sent.entity)
  if (!entity) throw new Error(`a filing was decided for ${sent.entity}, which nobody knows`)
  return {
    stream,
    expected: 0,
    events: events.map(({ type, data }, index) => ({
      id: deriveId(seed, stream, index),
      type,
      data: data as unknown as JsonObject,
      at: type === 'FilingReceived' ? data.receivedAt : data.numberedAt,
    })),
    actor,
    ...(claimKey !== undefined && { claim: { key: claimKey, digest } }),
    number: {
      ...radicadoFormat(entity, year),
      event: events.findIndex(({ type }) => type === 'FilingNumbered'),
    },
    ...(sealed && { enclosure: { kind: waited ? 'correction' : 'envelope', body: sealed } }),
  }
}
