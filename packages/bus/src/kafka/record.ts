import { type PublicEvent, readCloudEvent, type ServiceName, toCloudEvent } from '@ventanilla/contracts'
import type { KafkaMessage, Message } from 'kafkajs'
import { NO_ENTITY, type Reason } from '../bus.ts'

const CONTENT_TYPE = 'application/cloudevents+json; charset=UTF-8'
/** The sequence of the public event before this one, of the same entity and in the same partition; 0 for none. */
export const PREVIOUS = 'ventanilla-previous'

/** A public event as it travels: CloudEvents 1.0 in structured JSON. */
export function toRecord(
  event: PublicEvent,
  partition: number,
  previous: number,
): Message & { value: string } {
  return {
    key: event.subject,
    value: JSON.stringify(toCloudEvent(event)),
    partition,
    timestamp: String(Date.parse(event.recordedAt)),
    headers: { 'content-type': CONTENT_TYPE, [PREVIOUS]: String(previous) },
  }
}

export interface ReadRecord {
  offset: number
  /** NO_ENTITY when nothing says whose it is. */
  entity: string
  /** Its position in the publisher's log; absent when nothing says it. */
  sequence?: number
  /** Absent when its producer says nothing of it: then it is no link of the publisher's chain. */
  previous?: number
  event?: PublicEvent
  /** Why it is no event, when it is none. */
  reason?: Reason
  message: KafkaMessage
}

const SENTENCES = {
  'not-json': 'the value is no JSON text',
  'not-an-event': 'the value is no CloudEvent of Ventanilla',
  'other-source': 'the topic belongs to another service',
  'unknown-type': 'a type of event that this version does not know',
  'bad-data': 'the data breaks the schema of its type',
  'no-key': 'the record has no key',
  'other-key': 'the key is not the subject of the event',
} as const

/** Never throws: whatever bytes came, it says what they are. */
export function readRecord(source: ServiceName, message: KafkaMessage): ReadRecord {
  const bare: ReadRecord = { offset: Number(message.offset), entity: NO_ENTITY, message }
  const value = parse(message.value)
  if (value === undefined) return { ...bare, reason: reason('not-json') }
  const read = readCloudEvent(value)
  if (read.outcome === 'not-an-event') return { ...bare, reason: reason('not-an-event', read.where) }
  const { entity, sequence, subject, ...about } = read.outcome === 'read' ? read.event : read.envelope
  // What another service would have put here has its place in no log of ours.
  if (about.source !== source) return { ...bare, reason: reason('other-source') }
  // Nor is it known which of them it comes after: a place that moved for it would pass over what is to come.
  if (!message.key) return { ...bare, reason: reason('no-key') }
  if (message.key.toString() !== subject) return { ...bare, reason: reason('other-key') }
  const previous = previousOf(message)
  // Only what its publisher has chained moves the place in that publisher's log, whatever it is.
  const chained = { ...bare, entity, sequence, ...(previous !== undefined && { previous }) }
  const known = previous === undefined ? bare : chained
  if (read.outcome === 'unknown-type') return { ...known, reason: reason('unknown-type', about.type) }
  if (read.outcome === 'bad-data') return { ...known, reason: reason('bad-data', read.where) }
  return { ...chained, event: read.event }
}

function parse(value: Buffer | null): unknown {
  if (!value) return undefined
  try {
    return JSON.parse(value.toString())
  } catch {
    return undefined
  }
}

function previousOf({ headers }: KafkaMessage): number | undefined {
  const text = String(headers?.[PREVIOUS] ?? '')
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

function reason(code: keyof typeof SENTENCES, more?: string): Reason {
  return { code, message: more ? `${SENTENCES[code]} (${more.slice(0, 200)})` : SENTENCES[code] }
}
