import type { JsonObject } from '@ventanilla/decider'
import { deriveId } from '@ventanilla/event-log'
import type { IntakeDeps } from '../deps.ts'
import { quarantine } from '../domain/quarantine.ts'
import type { Prepared } from './commit.ts'
import { instantOf } from './instant-text.ts'

/** The log of what names no entity that anybody knows. No entity can have this id: theirs have no underscore. */
export const unassigned = '_unassigned'

export interface HoldOrder {
  caseId: string
  claimKey?: string | undefined
  digest: string
  actor: string
  raw: Uint8Array
  /** What can't be read, as it came. */
  data: unknown
  reason: string
  /** The entity that the sender's token is bound to. */
  entity: string | undefined
}

/** Keeps an envelope that nobody can read yet, sealed under a key of its own. */
export async function prepareQuarantine(deps: IntakeDeps, order: HoldOrder): Promise<Prepared> {
  const { caseId, claimKey, digest, actor, raw, data, reason } = order
  const stream = `quarantine/${caseId}`
  const envelopeRef = deriveId('envelope', caseId, digest, 0)
  const receivedAt = receptionOf(data, deps.clock.now())
  const decision = quarantine.decide(
    { type: 'Hold', caseId, reason, receivedAt, envelopeRef },
    quarantine.initial,
  )
  if ('refused' in decision) throw new Error(`${stream}: ${decision.refused}`)
  return {
    entity: order.entity ?? entityOf(deps, data),
    append: {
      stream,
      expected: 0,
      events: decision.map((event, index) => ({
        id: deriveId(caseId, stream, index),
        type: event.type,
        data: event.data as unknown as JsonObject,
        at: receivedAt,
      })),
      actor,
      ...(claimKey !== undefined && { claim: { key: claimKey, digest } }),
      enclosure: { kind: 'envelope', body: await deps.vault.seal(envelopeRef, raw) },
    },
  }
}

/** The instant that the data states, where that much of them can be read and believed; else the present one. */
function receptionOf(data: unknown, now: string): string {
  const stated = member(data, 'receivedAt')
  const instant = stated === undefined ? undefined : instantOf(stated)
  return instant !== undefined && instant <= now ? instant : now
}

function entityOf({ entities }: IntakeDeps, data: unknown): string {
  const named = member(data, 'entity')
  if (named !== undefined && entities.has(named)) return named
  const [only, ...others] = entities.keys()
  return only !== undefined && others.length === 0 ? only : unassigned
}

function member(data: unknown, key: string): string | undefined {
  if (typeof data !== 'object' || data === null || !(key in data)) return undefined
  const value: unknown = data[key as keyof typeof data]
  return typeof value === 'string' ? value : undefined
}
