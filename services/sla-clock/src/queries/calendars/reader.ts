import type { EventLog } from '@ventanilla/event-log'
import { calendarStream } from '../../commands/streams.ts'
import type { CalendarActivated } from '../../domain/calendar-activated.ts'

export type ActivatedCalendar = CalendarActivated['data'] & { activatedAt: string; actor: string }

/** The calendars that were put in force for an entity, the first one first. They are few: their stream is read. */
export async function readCalendars(log: EventLog, entity: string): Promise<ActivatedCalendar[]> {
  const { events } = await log.stream(calendarStream(entity))
  return events.map(({ data, at, actor }) => ({
    ...(data as unknown as CalendarActivated['data']),
    activatedAt: at,
    actor,
  }))
}
