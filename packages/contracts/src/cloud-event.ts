import { z } from 'zod'
import { newestPublic } from './newest.ts'
import { isPublicType, type PublicEvent, publicEvents, SERVICES } from './public-event.ts'
import { instant } from './shapes.ts'

/** What no database takes as text, and no envelope has a use for. */
const CONTROL = /[\p{Cc}\p{Cs}]/u
const line = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .refine((text) => !CONTROL.test(text))

/**
 * CloudEvents 1.0 in structured JSON. Extension names are lower case letters and digits (spec §3.1.1):
 * `sequence` and `recordedtime` as in the documented extensions, `entity`, `actor` and `cause` are ours.
 */
export const wire = z.object({
  specversion: z.literal('1.0'),
  id: z.uuid(),
  source: z.string().regex(/^ventanilla\/[a-z-]+$/),
  type: line(200),
  /** The case, or what stands for one. */
  subject: z.uuid(),
  time: instant,
  datacontenttype: z.literal('application/json'),
  recordedtime: instant,
  sequence: z.string().regex(/^\d{16}$/),
  entity: line(100),
  actor: line(200).optional(),
  cause: line(200).optional(),
  data: z.json(),
})
export type CloudEvent = z.infer<typeof wire>

export function toCloudEvent(event: PublicEvent): CloudEvent {
  const { id, type, source, entity, subject, at, recordedAt, sequence, data, actor, cause } = event
  return {
    specversion: '1.0',
    id,
    source: `ventanilla/${source}`,
    type,
    subject,
    time: at,
    datacontenttype: 'application/json',
    recordedtime: recordedAt,
    // Sixteen digits: sorts as text in the order of the numbers.
    sequence: String(sequence).padStart(16, '0'),
    entity,
    ...(actor !== undefined && { actor }),
    ...(cause !== undefined && { cause }),
    data: data as z.infer<typeof wire>['data'],
  }
}

/** What the envelope says, whatever is in it. */
export type Envelope = Pick<PublicEvent, 'source' | 'entity' | 'subject' | 'sequence'> & { type: string }

/** `where` names fields and what is wrong with them, never what they hold. */
export type ReadCloudEvent =
  | { outcome: 'read'; event: PublicEvent }
  | { outcome: 'not-an-event'; where: string }
  | { outcome: 'unknown-type'; envelope: Envelope }
  | { outcome: 'bad-data'; envelope: Envelope; where: string }

/**
 * Reads what came from outside and may be anything: an event of ours, in the newest version of its type, or why it is
 * none that is known here.
 */
export function readCloudEvent(value: unknown): ReadCloudEvent {
  const parsed = wire.safeParse(value)
  if (!parsed.success) return { outcome: 'not-an-event', where: whereOf(parsed.error) }
  const { id, type, subject, time, recordedtime, entity, data, actor, cause, ...rest } = parsed.data
  const source = SERVICES.find((service) => rest.source === `ventanilla/${service}`)
  if (!source) return { outcome: 'not-an-event', where: 'source: none of ours' }
  const envelope = { source, entity, subject, type, sequence: Number(rest.sequence) }
  if (!isPublicType(type)) return { outcome: 'unknown-type', envelope }
  const event = {
    ...{ id, ...envelope, at: time, recordedAt: recordedtime, data },
    ...(actor !== undefined && { actor }),
    ...(cause !== undefined && { cause }),
  } as PublicEvent
  const { error } = z.safeParse(publicEvents[type] as z.ZodType, data)
  if (error) return { outcome: 'bad-data', envelope, where: whereOf(error) }
  return { outcome: 'read', event: newestPublic(event) }
}

/** @throws Error when it is none of ours. */
export function fromCloudEvent(value: unknown): PublicEvent {
  const read = readCloudEvent(value)
  if (read.outcome === 'read') return read.event
  const about = 'envelope' in read ? ` ${read.envelope.type}` : ''
  throw new Error(`not a public event of Ventanilla:${about} ${'where' in read ? read.where : read.outcome}`)
}

function whereOf({ issues }: z.ZodError): string {
  return issues.map(({ path, code }) => `${path.join('.') || 'it'}: ${code}`).join(', ')
}
