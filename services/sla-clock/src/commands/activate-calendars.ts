import { type Calendar, type Overlay, withOverlays } from '@ventanilla/calendar'
import type { JsonObject } from '@ventanilla/decider'
import { deriveId, type EventLog, type Recorded } from '@ventanilla/event-log'
import type { CalendarActivated } from '../domain/calendar-activated.ts'
import { definitionOf, sha256Of } from './calendar-definition.ts'
import { calendarStream } from './streams.ts'

export interface Activation {
  readonly entity: string
  readonly overlays: readonly Overlay[]
  /** Business instant from which it is in force. */
  readonly at: string
  readonly actor: string
}

const TRIES = 5

/**
 * Puts a calendar in force for an entity's clocks to come; nothing when it is already. Clocks that run keep the
 * version they were born under.
 */
export async function activateCalendar(log: EventLog, activation: Activation): Promise<Calendar> {
  const { entity, overlays, at, actor } = activation
  const calendar = withOverlays(overlays)
  const stream = calendarStream(entity)
  for (let tried = 1; ; tried++) {
    const { events, version } = await log.stream(stream)
    if (lastVersion(events) === calendar.version) return calendar
    const id = deriveId('calendar', entity, calendar.version, version)
    const data = activated(entity, calendar, overlays) as unknown as JsonObject
    const append = { stream, expected: version, events: [{ id, type: 'CalendarActivated', data, at }], actor }
    const written = await log.write(entity, { appends: [append] })
    if (written.outcome !== 'refused') return calendar
    // Another replica starts at the same time.
    if (tried >= TRIES) throw new Error(`${stream}: ${written.code}`)
  }
}

function activated(
  entity: string,
  { id, version }: Calendar,
  overlays: readonly Overlay[],
): CalendarActivated['data'] {
  const definition = definitionOf(overlays)
  return { entity, calendar: id, version, definition, sha256: sha256Of(definition) }
}

function lastVersion(events: readonly Recorded[]): string | undefined {
  const last = events.at(-1) as unknown as CalendarActivated | undefined
  return last?.data.version
}
