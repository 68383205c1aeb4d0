import type { PublicEvent, ServiceName } from '@ventanilla/contracts'
import type { JsonObject } from '@ventanilla/decider'
import { type Append, deriveId, type EventLog } from '@ventanilla/event-log'
import type { Delivery, Reason, Unreadable } from '../bus.ts'
import { bytesOf, digest, keyOf } from './bytes.ts'
import type { ParkedAt } from './cases.ts'
import { type EventParked, enclosureKind, parkingStream } from './facts.ts'

/** An event, or a record that is none, on its way to be kept. */
export interface Parkable {
  key: string
  at: string
  bytes: Uint8Array
  told: Omit<EventParked['data'], 'consumer' | 'source' | 'key' | 'bytes'>
  id(stream: string, version: number): string
  cause?: string
}

export function parkableEvent(delivery: Delivery, event: PublicEvent, reason?: Reason, tries = 0): Parkable {
  const { id, type, sequence, subject, at } = event
  return {
    key: subject,
    at,
    bytes: bytesOf(delivery, event),
    told: { eventId: id, type, sequence, tries, ...(reason && { reason }) },
    // The place says that it is parked once; parked again after a replay, it is another fact.
    id: (stream, version) => deriveId('parked', stream, version),
    cause: id,
  }
}

export function parkableRecord({ entity }: Delivery, record: Unreadable, at: string): Parkable {
  const { topic, partition, offset, bytes, reason } = record
  return {
    key: keyOf(entity, record),
    at,
    bytes,
    told: { record: { topic, partition, offset }, tries: 1, reason },
    // Its place may move later, with the events behind it: only its own coordinates tell that it is here already.
    id: (stream) => deriveId('parked record', stream, topic, partition, offset, digest(bytes)),
  }
}

/** Where each goes, in one log: behind what waits there, or into the stream of a case that was never parked. */
export async function placed(
  log: Pick<EventLog, 'stream'>,
  parked: Parkable,
  { consumer, source, entity }: { consumer: string; source: ServiceName; entity: string },
  cases: ReadonlyMap<string, ParkedAt>,
): Promise<ParkedAt> {
  const known = cases.get(parked.key)
  if (known) return known
  // It may have waited before, and in the log where its first record went, the stream stays.
  const stream = await log.stream(parkingStream({ consumer, source, key: parked.key }))
  return { entity: stream.entity ?? entity, version: stream.version }
}

export function appendOf(
  { key, at, bytes, told, id, cause }: Parkable,
  { version }: ParkedAt,
  { consumer, source }: { consumer: string; source: ServiceName },
): Append {
  const stream = parkingStream({ consumer, source, key })
  const data: EventParked['data'] = { consumer, source, key, ...told, bytes: bytes.byteLength }
  const next = version + 1
  return {
    stream,
    expected: version,
    events: [{ id: id(stream, next), type: 'EventParked', data: data as unknown as JsonObject, at }],
    actor: `service:${consumer}`,
    ...(cause !== undefined && { cause }),
    enclosure: { kind: enclosureKind(next), body: bytes },
  }
}
