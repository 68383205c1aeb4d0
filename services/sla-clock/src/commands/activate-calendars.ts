import type { Calendar, Overlay } from '@ventanilla/calendar'
import type { JsonObject } from '@ventanilla/decider'
import { deriveId, type EventLog, type Recorded } from '@ventanilla/event-log'
import type { CalendarActivated } from '../domain/calendar-activated.ts'
import { calendarOf, definitionOf, sha256Of } from './calendar-definition.ts'
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
  const { entity, at, actor } = activation
  const stream = calendarStream(entity)
  for (let tried = 1; ; tried++) {
    const { events, version } = await log.stream(stream)
    const data = wanted(activation, events.map(activatedOf))
    const calendar = calendarOf(data.definition, data.sha256, data.version)
    const last = events.at(-1)
    if (last && activatedOf(last).version === data.version) return calendar
    const id = deriveId('calendar', entity, data.version, version)
    const event = { id, type: 'CalendarActivated', data: data as unknown as JsonObject, at }
    const written = await log.write(entity, {
      appends: [{ stream, expected: version, events: [event], actor }],
    })
    if (written.outcome !== 'refused') return calendar
    // Another replica starts at the same time.
    if (tried >= TRIES) throw new Error(`${stream}: ${written.code}`)
  }
}

/**
 * A version stands for one definition for ever. Should the days change under a name that was used before (another
 * release of the holiday rules), the name says so.
 */
function wanted(
  { entity, overlays }: Activation,
  before: readonly CalendarActivated['data'][],
): CalendarActivated['data'] {
  const definition = definitionOf(overlays)
  const sha256 = sha256Of(definition)
  const { id, version } = calendarOf(definition, sha256)
  const taken = before.some((one) => one.version === version && one.sha256 !== sha256)
  const name = taken ? `${version}~${sha256.slice(0, 8)}` : version
  return { entity, calendar: id, version: name, definition, sha256 }
}

function activatedOf({ data }: Recorded): CalendarActivated['data'] {
  return data as unknown as CalendarActivated['data']
}
