import type { Overlay } from '@ventanilla/calendar'
import type { EventLog } from '@ventanilla/event-log'
import type { CalendarActivated } from '../domain/calendar-activated.ts'
import { calendarStream } from './streams.ts'

/** The calendar that an entity's clocks are born under now; undefined when none was ever put in force. */
export async function calendarInForce(
  log: EventLog,
  entity: string,
): Promise<CalendarActivated['data'] | undefined> {
  const { events } = await log.stream(calendarStream(entity))
  return events.at(-1)?.data as unknown as CalendarActivated['data'] | undefined
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
