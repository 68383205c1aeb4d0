import type { Calendar, Overlay } from '@ventanilla/calendar'
import type { JsonObject } from '@ventanilla/decider'
import { type Append, deriveId, type EventLog, type Recorded } from '@ventanilla/event-log'
import type { CalendarActivated } from '../domain/calendar-activated.ts'
import { calendarOf, definitionOf, sha256Of } from './calendar-definition.ts'
import { activatedOf } from './calendar-in-force.ts'
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
 * Puts the calendar of an entity's files in force for its clocks to come; nothing when it is already. Clocks that run
 * keep theirs. What somebody put in force for these too, having seen what it moves, no file replaces by being there.
 */
export async function activateCalendar(log: EventLog, activation: Activation): Promise<Calendar> {
  const { entity, at, actor } = activation
  const stream = calendarStream(entity)
  for (let tried = 1; ; tried++) {
    const { events, version } = await log.stream(stream)
    const last = events.map(activatedOf).at(-1)
    if (last?.forOpenTerms) return calendarOf(last.definition, last.sha256, last.version)
    const data = activated(activation, events)
    const calendar = calendarOf(data.definition, data.sha256, data.version)
    if (last?.version === data.version) return calendar
    const written = await log.write(entity, { appends: [activating(data, version, { at, actor })] })
    if (written.outcome !== 'refused') return calendar
    // Another replica starts at the same time.
    if (tried >= TRIES) throw new Error(`${stream}: ${written.code}`)
  }
}

/**
 * A version stands for one definition for ever. Should the days change under a name that was used before (another
 * release of the holiday rules), the name says so.
 */
export function activated(
  { entity, overlays }: Pick<Activation, 'entity' | 'overlays'>,
  before: readonly Recorded[],
): CalendarActivated['data'] {
  const definition = definitionOf(overlays)
  const sha256 = sha256Of(definition)
  const { id, version } = calendarOf(definition, sha256)
  const others = before.map(activatedOf)
  const taken = others.some((one) => one.version === version && one.sha256 !== sha256)
  const name = taken ? `${version}~${sha256.slice(0, 8)}` : version
  return { entity, calendar: id, version: name, definition, sha256 }
}

/** The fact, on top of those of the calendars before it. */
export function activating(
  data: CalendarActivated['data'],
  expected: number,
  { at, actor }: Pick<Activation, 'at' | 'actor'>,
): Append {
  const { entity, version } = data
  const id = deriveId('calendar', entity, version, expected)
  const event = { id, type: 'CalendarActivated', data: data as unknown as JsonObject, at }
  return { stream: calendarStream(entity), expected, events: [event], actor }
}
