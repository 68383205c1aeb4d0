import { z } from 'zod'
import { intakeEvents } from './events/intake.ts'
import { notificationEvents } from './events/notification.ts'
import { reportingEvents } from './events/reporting.ts'
import { routingEvents } from './events/routing.ts'
import { slaClockEvents } from './events/sla-clock.ts'

/** Every public event and version, by its CloudEvents type. A version, once published, never changes. */
export const publicEvents = {
  ...intakeEvents,
  ...routingEvents,
  ...slaClockEvents,
  ...notificationEvents,
  ...reportingEvents,
}

type Catalog = typeof publicEvents
export type PublicType = keyof Catalog
export type DataOf<Type extends PublicType> = z.infer<Catalog[Type]>
export const SERVICES = ['intake', 'routing', 'sla-clock', 'notification', 'reporting'] as const
export type ServiceName = (typeof SERVICES)[number]

/** What a publication makes of a domain event; the bus adds where and when. */
export type PublicDraft = {
  [Type in PublicType]: { type: Type; subject: string; data: DataOf<Type> }
}[PublicType]

/** A fact told to everybody. `subject` is the case (the message key), `sequence` the publisher's log position. */
export type PublicEvent<Type extends PublicType = PublicType> = {
  [T in Type]: {
    id: string
    type: T
    source: ServiceName
    entity: string
    subject: string
    at: string
    recordedAt: string
    sequence: number
    data: DataOf<T>
    actor?: string
    cause?: string
  }
}[Type]

export function isPublicType(type: string): type is PublicType {
  return Object.hasOwn(publicEvents, type)
}

/** Narrows to one type: `if (is(event, 'ventanilla.routing.CaseOpened.v1')) …` */
export function is<Type extends PublicType>(
  event: PublicEvent,
  type: Type,
): event is Extract<PublicEvent, { type: Type }> {
  return event.type === type
}

/** @throws ZodError when the data doesn't fit its type: a mistake of the publisher. */
export function assertPublic(event: PublicEvent): PublicEvent {
  z.parse(publicEvents[event.type] as z.ZodType, event.data)
  return event
}
