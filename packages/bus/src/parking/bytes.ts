import { createHash } from 'node:crypto'
import { fromCloudEvent, type PublicEvent, toCloudEvent } from '@ventanilla/contracts'
import { type Delivery, NO_ENTITY, type Unreadable } from '../bus.ts'

const encoder = new TextEncoder()

/** An event as it came; from a bus that carries no bytes, as it would have come from one that does. */
export function bytesOf(delivery: Delivery, event: PublicEvent): Uint8Array {
  return delivery.bytes?.(event) ?? encoder.encode(JSON.stringify(toCloudEvent(event)))
}

/** The event that was kept. @throws when it is none that is known here */
export function eventOf(bytes: Uint8Array): PublicEvent {
  return fromCloudEvent(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
}

const CASE = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * What a record that nobody can read is parked under. One of ours, of which the envelope can be read, is an event of
 * its case, and the later ones wait behind it. One of which nothing can be read is nobody's event: were it one of ours
 * that broke, its publisher's chain would show that it is missing. It stands apart from its case, under a mark for its
 * key; what a key says that is no case is not repeated, since nobody promises that it names no person.
 */
export function keyOf(entity: string, { key }: Unreadable): string {
  const isCase = CASE.test(key)
  if (isCase && entity !== NO_ENTITY) return key
  return isCase ? `record-${key}` : `key-${digest(encoder.encode(key)).slice(0, 32)}`
}

export function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
