import type { Calendar, Overlay } from '@ventanilla/calendar'
import type { EventLog } from '@ventanilla/event-log'
import type { CalendarActivated } from '../domain/calendar-activated.ts'
import { activateCalendar } from './activate-calendars.ts'
import { calendarOf } from './calendar-definition.ts'
import { calendarInForce } from './calendar-in-force.ts'
import { calendarStream } from './streams.ts'

/** Every calendar that clocks are counted under: the present one of each entity, and all that ever were. */
export interface CalendarBook {
  /** An entity that nobody configured has the national calendar. */
  current(entity: string): Promise<Calendar>
  /** @throws Error for a version that the entity never had: a clock can't name one */
  version(entity: string, version: string): Promise<Calendar>
}

export interface CalendarBookOptions {
  readonly log: EventLog
  /** Overlays of each configured entity, in the order in which they prevail. */
  readonly overlays: ReadonlyMap<string, readonly Overlay[]>
  /** The present business instant. */
  readonly now: () => string
  /**
   * For a process that looks into an installation which others run: what is in force there stays so, whatever the
   * overlays here are.
   */
  readonly looks?: boolean
}

/** Calendars are built once and kept: numbering the days of two centuries takes milliseconds. */
export function createCalendarBook({ log, overlays, now, looks = false }: CalendarBookOptions): CalendarBook {
  const present = new Map<string, Promise<Calendar>>()
  const recorded = new Map<string, Calendar>()

  async function presentOf(entity: string): Promise<Calendar> {
    const inForce = looks ? await calendarInForce(log, entity) : undefined
    if (inForce) return calendarOf(inForce.definition, inForce.sha256, inForce.version)
    const own = overlays.get(entity) ?? []
    return activateCalendar(log, { entity, overlays: own, at: now(), actor: 'service:sla-clock' })
  }

  return {
    current(entity) {
      const found = present.get(entity) ?? presentOf(entity)
      present.set(entity, found)
      // What failed is tried again by whoever asks next.
      found.catch(() => present.delete(entity))
      return found
    },
    async version(entity, version) {
      const key = `${entity} ${version}`
      const found = recorded.get(key) ?? (await read(log, entity, version))
      recorded.set(key, found)
      return found
    },
  }
}

async function read(log: EventLog, entity: string, version: string): Promise<Calendar> {
  const { events } = await log.stream(calendarStream(entity))
  const activated = (events as unknown as CalendarActivated[]).find(({ data }) => data.version === version)
  if (!activated) throw new Error(`${entity} never had the calendar ${version}`)
  const { definition, sha256 } = activated.data
  return calendarOf(definition, sha256, version)
}
