import { type EventVersions, storedType, upcast } from '@ventanilla/decider'
import type { EventLog, Story, Unit } from './event-log.ts'

/**
 * The log as today's code knows its events: what is written is marked with the version of its type, and what is read
 * of an earlier one comes in the shape of the newest. Nothing that is stored changes.
 */
export function versionedLog(log: EventLog, versions: EventVersions): EventLog {
  const read = <Event extends Story['events'][number]>(event: Event): Event => upcast(versions, event)
  const whole = <Event extends Story['events'][number], One extends { events: Event[] }>(one: One): One => ({
    ...one,
    events: one.events.map(read),
  })
  const all = <One extends Story>(found: Map<string, One>) =>
    new Map([...found].map(([id, one]) => [id, whole(one)]))
  return {
    ...log,
    write: (entity, unit) => log.write(entity, marked(versions, unit)),
    stream: async (id) => whole(await log.stream(id)),
    streams: async (ids) => all(await log.streams(ids)),
    stories: async (ids) => all(await log.stories(ids)),
    read: async (entity, after, limit) => (await log.read(entity, after, limit)).map(read),
    async *scan(entity, after, upTo) {
      for await (const piece of log.scan(entity, after, upTo)) yield piece.map(read)
    },
  }
}

function marked(versions: EventVersions, { appends, ...unit }: Unit): Unit {
  const mark = <Event extends { type: string }>(event: Event) => ({
    ...event,
    type: storedType(versions, event.type),
  })
  return { ...unit, appends: appends.map((append) => ({ ...append, events: append.events.map(mark) })) }
}
