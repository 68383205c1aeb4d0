import type { IntakeDeps } from '../deps.ts'
import type { SubmittedEvent } from './cloud-event.ts'
import { commit, type Prepared, type Reused, replay } from './commit.ts'
import { canonicalJson } from './digest.ts'
import { caseIdentity } from './origin.ts'
import { prepareFiling } from './prepare-filing.ts'
import { prepareQuarantine } from './prepare-quarantine.ts'
import type { Taken } from './receipt.ts'
import type { Submission } from './submission.ts'

/** What became of an event's data: a submission, or why it is none. */
export type Reading = { sent: Submission } | { unreadable: 'data-invalid' | 'event-type-unknown' }

export interface EventOrder {
  event: SubmittedEvent
  reading: Reading
  client: string
  actor: string
  /** The entity that the sender's token is bound to. */
  entity: string | undefined
  raw: Uint8Array
}

/**
 * Everything but the write. The digest is of what the event says, not of its bytes: a broker that delivers it again
 * may add extensions or write its members in another order.
 */
export async function prepareEvent(
  deps: IntakeDeps,
  { event, reading, client, actor, entity, raw }: EventOrder,
): Promise<Prepared | Taken | Reused> {
  const { type, data, data_base64, source, id } = event
  const { caseId, claimKey = '' } = caseIdentity({ by: 'event', client, source, id })
  const digest = deps.digest(canonicalJson({ type, data, data_base64 }))
  const before = await replay(deps, { key: claimKey, digest })
  if (before) return before
  const order = { caseId, claimKey, digest, actor, raw }
  if ('unreadable' in reading)
    return prepareQuarantine(deps, { ...order, data, reason: reading.unreadable, entity })
  const prepared = await prepareFiling(deps, { ...order, sent: reading.sent, sender: 'client' })
  if (!('refused' in prepared)) return prepared
  // It reads well and breaks a rule: a kind that the procedure has not, a file that is still on its way.
  return prepareQuarantine(deps, { ...order, data, reason: prepared.refused, entity })
}

export async function fileEvent(deps: IntakeDeps, order: EventOrder): Promise<Taken | Reused> {
  const prepared = await prepareEvent(deps, order)
  return 'append' in prepared ? commit(deps, prepared) : prepared
}

/**
 * Many events, each on its own: one that is refused leaves the others alone. Prepared all at once and written in the
 * order in which they came, so that their numbers follow it.
 * @returns one result an event, in order; an error for the one whose write failed
 */
export async function fileEvents(
  deps: IntakeDeps,
  orders: readonly EventOrder[],
): Promise<PromiseSettledResult<Taken | Reused>[]> {
  const prepared = await Promise.allSettled(orders.map((order) => prepareEvent(deps, order)))
  return Promise.allSettled(
    prepared.map(async (one) => {
      if (one.status === 'rejected') throw one.reason
      return 'append' in one.value ? commit(deps, one.value) : one.value
    }),
  )
}
