import { createHash } from 'node:crypto'
import { fromCloudEvent, type PublicEvent, toCloudEvent } from '@ventanilla/contracts'
import type { Delivery, Unreadable } from '../bus.ts'

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
 * What a record that nobody can read is parked under: its case, or a mark for any other key. What such a key says is
 * not repeated: it is nobody's promise that it names no person, nor that it is short.
 */
export function keyOf({ key }: Unreadable): string {
  return CASE.test(key) ? key : `key-${digest(encoder.encode(key)).slice(0, 32)}`
}

export function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
