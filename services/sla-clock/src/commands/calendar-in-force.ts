import type { Calendar, Overlay } from '@ventanilla/calendar'
import type { EventLog, Recorded, Stream } from '@ventanilla/event-log'
import type { CalendarActivated } from '../domain/calendar-activated.ts'
import { calendarStream } from './streams.ts'

/** That a calendar counts open terms too. */
export interface ForOpen {
  /** Of the fact that put it in force. */
  readonly id: string
  readonly act: string
  readonly by: string
  /** Business instant from which it is in force. */
  readonly at: string
  /** Where that stands in the entity's log, and when it was written. */
  readonly position: number
  readonly recordedAt: string
}

/** What counts an entity's terms now. */
export interface InForce {
  /** Of those that begin. */
  readonly calendar: Calendar
  /** Absent: open terms keep the one that counts them. */
  readonly forOpen?: ForOpen
}

/** The calendar that an entity's clocks are born under now; undefined when none was ever put in force. */
export async function calendarInForce(
  log: EventLog,
  entity: string,
): Promise<CalendarActivated['data'] | undefined> {
  const last = (await log.stream(calendarStream(entity))).events.at(-1)
  return last && activatedOf(last)
}

export function activatedOf({ data }: Recorded): CalendarActivated['data'] {
  return data as unknown as CalendarActivated['data']
}

/** What the last of an entity's calendars says of open terms. */
export function forOpenOf({ events }: Stream): ForOpen | undefined {
  const last = events.at(-1)
  const act = last && activatedOf(last).forOpenTerms?.act
  if (last === undefined || act === undefined) return undefined
  const { id, at, actor: by, position, recordedAt } = last
  return { id, act, by, at, position, recordedAt }
}

/**
 * The overlays that would be in force: one takes the place of those that have its name, as an edited file does, and
 * one with a new name prevails over the others, as a file that is added.
 */
export function withThese(inForce: readonly Overlay[], asked: readonly Overlay[]): readonly Overlay[] {
  const places = Map.groupBy(asked, ({ calendar }) => calendar)
  const kept = inForce.flatMap((one) => {
    const instead = places.get(one.calendar)
    if (instead === undefined) return [one]
    places.set(one.calendar, [])
    return instead
  })
  return [...kept, ...[...places.values()].flat()]
}
