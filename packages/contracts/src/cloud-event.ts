import { z } from 'zod'
import { assertPublic, isPublicType, type PublicEvent, SERVICES } from './public-event.ts'
import { instant } from './shapes.ts'

/**
 * CloudEvents 1.0 in structured JSON. Extension names are lower case letters and digits (spec §3.1.1):
 * `sequence` and `recordedtime` as in the documented extensions, `entity`, `actor` and `cause` are ours.
 */
const wire = z.object({
  specversion: z.literal('1.0'),
  id: z.uuid(),
  source: z.string().regex(/^ventanilla\/[a-z-]+$/),
  type: z.string(),
  subject: z.string(),
  time: instant,
  datacontenttype: z.literal('application/json'),
  recordedtime: instant,
  sequence: z.string().regex(/^\d{16}$/),
  entity: z.string(),
  actor: z.string().optional(),
  cause: z.string().optional(),
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

/** @throws ZodError or Error when it is none of ours. */
export function fromCloudEvent(value: unknown): PublicEvent {
  const { id, type, subject, time, recordedtime, sequence, entity, data, ...rest } = wire.parse(value)
  const source = SERVICES.find((service) => rest.source === `ventanilla/${service}`)
  if (!source || !isPublicType(type)) throw new Error(`not a public event of Ventanilla: ${type}`)
  return assertPublic({
    id,
    type,
    source,
    entity,
    subject,
    at: time,
    recordedAt: recordedtime,
    sequence: Number(sequence),
    data,
    ...(rest.actor !== undefined && { actor: rest.actor }),
    ...(rest.cause !== undefined && { cause: rest.cause }),
  } as PublicEvent)
}
