import { randomUUID } from 'node:crypto'
import { deriveId } from '@ventanilla/event-log'

/** Who sends a filing, and the key by which a repeat of it is recognised. */
export type Origin =
  | { by: 'client'; client: string; key?: string | undefined }
  /** A CloudEvent: its source and id are the key. */
  | { by: 'event'; client: string; source: string; id: string }
  | { by: 'citizen'; key?: string | undefined }

export interface CaseIdentity {
  caseId: string
  /** Absent when the sender gave no key: such a request is never taken for a repeat. */
  claimKey?: string
}

/**
 * The case that a request is about: the same for the same sender and key, another for every other sender. The key
 * itself is not kept anywhere, since a mailbox adapter's is a Message-ID, which names a person.
 */
export function caseIdentity(origin: Origin): CaseIdentity {
  const caseId = keyedId(origin)
  return caseId === undefined ? { caseId: randomUUID() } : { caseId, claimKey: `filing:${caseId}` }
}

function keyedId(origin: Origin): string | undefined {
  if (origin.by === 'event') return deriveId('filing', origin.client, origin.source, origin.id)
  if (origin.key === undefined) return undefined
  if (origin.by === 'citizen') return deriveId('filing of a citizen', origin.key)
  return deriveId('filing', origin.client, origin.key)
}

/** What a repeated upload of a client, or of a citizen, is recognised by; undefined without a key. */
export function uploadClaim(client: string | undefined, key: string | undefined): string | undefined {
  if (key === undefined) return undefined
  return client === undefined ? deriveId('upload of a citizen', key) : deriveId('upload', client, key)
}

/** What a repeated reinterpretation is recognised by; undefined without a key. */
export function reinterpretationClaim(
  client: string,
  caseId: string,
  key: string | undefined,
): string | undefined {
  return key === undefined ? undefined : `reinterpretation:${deriveId(client, caseId, key)}`
}
