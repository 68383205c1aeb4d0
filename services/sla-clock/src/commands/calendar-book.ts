import type { Calendar, Overlay } from '@ventanilla/calendar'
import type { EventLog, Stream } from '@ventanilla/event-log'
import type { CalendarActivated } from '../domain/calendar-activated.ts'
import { activateCalendar } from './activate-calendars.ts'
import { calendarOf } from './calendar-definition.ts'
import { activatedOf, calendarInForce, forOpenOf, type InForce } from './calendar-in-force.ts'
import { calendarStream } from './streams.ts'

/** Every calendar that clocks are counted under: the present one of each entity, and all that ever were. */
export interface CalendarBook {
  /** An entity that nobody configured has the national calendar. */
  current(entity: string): Promise<Calendar>
  /**
   * What counts its terms now, whoever put it in force, in this process or another.
   * @param stream of its calendars, if that was just read
   */
  inForce(entity: string, stream?: Stream): Promise<InForce>
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
  const begun = new Map<string, Promise<Calendar>>()
  const recorded = new Map<string, Calendar>()

  async function begin(entity: string): Promise<Calendar> {
    const inForce = looks ? await calendarInForce(log, entity) : undefined
    if (inForce) return named(inForce)
    const own = overlays.get(entity) ?? []
    return activateCalendar(log, { entity, overlays: own, at: now(), actor: 'service:sla-clock' })
  }

  /** Once for each entity: what its files say. */
  function begunFor(entity: string): Promise<Calendar> {
    const found = begun.get(entity) ?? begin(entity)
    begun.set(entity, found)
    // What failed is tried again by whoever asks next.
    found.catch(() => begun.delete(entity))
    return found
  }

  function kept(entity: string, activated: CalendarActivated['data']): Calendar {
    const key = `${entity} ${activated.version}`
    const found = recorded.get(key) ?? named(activated)
    recorded.set(key, found)
    return found
  }

  async function inForce(entity: string, given?: Stream): Promise<InForce> {
    const known = begun.has(entity)
    const own = await begunFor(entity)
    // What was read before the files had their say may not have it.
    const stream = known && given ? given : await log.stream(calendarStream(entity))
    const last = stream.events.at(-1)
    const forOpen = forOpenOf(stream)
    return { calendar: last ? kept(entity, activatedOf(last)) : own, ...(forOpen && { forOpen }) }
  }

  return {
    current: async (entity) => (await inForce(entity)).calendar,
    inForce,
    async version(entity, version) {
      const found = recorded.get(`${entity} ${version}`)
      return found ?? kept(entity, await read(log, entity, version))
    },
  }
}

function named({ definition, sha256, version }: CalendarActivated['data']): Calendar {
  return calendarOf(definition, sha256, version)
}

async function read(log: EventLog, entity: string, version: string): Promise<CalendarActivated['data']> {
  const { events } = await log.stream(calendarStream(entity))
  const activated = events.map(activatedOf).find((one) => one.version === version)
  if (!activated) throw new Error(`${entity} never had the calendar ${version}`)
  return activated
}
