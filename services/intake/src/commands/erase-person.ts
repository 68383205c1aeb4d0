import { deriveId } from '@ventanilla/event-log'
import type { IntakeDeps } from '../deps.ts'
import type { PersonErased } from '../domain/versions.ts'

/** Why data may go. Codes and no sentences: the reason is kept for ever, and must name nobody. */
export const erasureReasons = [
  'holder-request',
  'authority-order',
  'retention-ended',
  'filed-by-mistake',
] as const
export type ErasureReason = (typeof erasureReasons)[number]

export interface Erased {
  personRef: string
  erasedAt: string
  reason: ErasureReason
}

/**
 * Destroys the key of a person, and with it everything of theirs: contacts, texts, envelopes, attachments. Facts,
 * numbers and clocks stay. Again changes nothing and answers the same.
 */
export async function erasePerson(
  deps: IntakeDeps,
  {
    personRef,
    entity,
    reason,
    actor,
  }: { personRef: string; entity: string; reason: ErasureReason; actor: string },
): Promise<Erased> {
  const at = deps.clock.now()
  await deps.vault.erase(personRef, { actor, reason, at })
  const data = { personRef, reason } satisfies PersonErased['data']
  const stream = `person/${personRef}`
  await deps.log.write(entity, {
    appends: [
      {
        stream,
        expected: 'any',
        events: [{ id: deriveId('erasure', personRef), type: 'PersonErased', data, at }],
        actor,
      },
    ],
  })
  const [fact] = (await deps.log.stream(stream)).events
  if (!fact) throw new Error(`${stream} tells of no erasure`)
  return { personRef, erasedAt: fact.at, reason: fact.data.reason as ErasureReason }
}
