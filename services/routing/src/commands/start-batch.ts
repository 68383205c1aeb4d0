import { fold, type JsonObject } from '@ventanilla/decider'
import { deriveId, type EventLog, type Recorded } from '@ventanilla/event-log'
import type { BusinessClock } from '@ventanilla/runtime'
import type { Vault } from '@ventanilla/vault'
import { defined } from '../domain/defined.ts'
import { type Batch, batchFolding } from '../domain/reassign/batch.ts'
import type { ReassignmentEvent, ReassignmentStarted } from '../domain/reassign/events.ts'
import { eventId } from './stream.ts'

export const batchStream = (batch: string): string => `reassignment/${batch}`

/** Where the note of a batch is, if it has one. */
export const noteRefOf = (batch: string): string => deriveId(batch, 'case-note')

export function batchOf(events: readonly Recorded[]): Batch {
  return fold(batchFolding, events as unknown as ReassignmentEvent[])
}

export interface BatchAsked {
  entity: string
  actor: string
  started: Omit<ReassignmentStarted['data'], 'noteRef'>
  note?: string
  claim?: { key: string; digest: string }
}

/**
 * The list is a fact before any case is moved, so whoever takes over after a crash knows all that is to be done.
 * Its note waits under the key of the batch; each case gets it under its person's own.
 * @returns false when the batch is there already
 */
export async function startBatch(
  { log, vault, clock }: { log: EventLog; vault: Vault; clock: BusinessClock },
  { entity, actor, started, note, claim }: BatchAsked,
): Promise<boolean> {
  const { batch } = started
  const id = batchStream(batch)
  const noteRef = note === undefined ? undefined : noteRefOf(batch)
  if (noteRef !== undefined && note !== undefined)
    await vault.put([{ ref: noteRef, subject: batch, entity, kind: 'case-note', value: note }])
  const data = { ...started, ...defined({ noteRef }) } as unknown as JsonObject
  const event = { id: eventId(batch, id, 0), type: 'ReassignmentStarted', data, at: clock.now() }
  const written = await log.write(entity, {
    appends: [{ stream: id, expected: 0, actor, events: [event], ...(claim && { claim }) }],
  })
  return written.outcome === 'written'
}
