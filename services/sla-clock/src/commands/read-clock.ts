import type { Calendar } from '@ventanilla/calendar'
import { fold } from '@ventanilla/decider'
import type { EventLog, Recorded, Story, Stream } from '@ventanilla/event-log'
import { calendarOfTerm } from '../domain/calendar-of-term.ts'
import { clockDecider } from '../domain/clock.ts'
import type { ClockEvent } from '../domain/clock-events.ts'
import type { Clock } from '../domain/clock-state.ts'
import type { ClockStart } from '../domain/facts.ts'
import { history } from '../domain/history.ts'
import type { CalendarBook } from './calendar-book.ts'
import { clockStream } from './streams.ts'

/** A clock that has started, from its own stream: what was just written is there. */
export interface FoundClock {
  readonly entity: string
  readonly version: number
  readonly start: ClockStart
  readonly clock: Clock
  /** The version that counts it, as its term sees it. */
  readonly calendar: Calendar
}

/** The same with what it was read from. */
export interface ReadClock extends FoundClock {
  readonly events: readonly Recorded[]
}

/** Undefined for a clock that never started. */
export async function readClock(
  log: EventLog,
  calendars: CalendarBook,
  clockId: string,
): Promise<ReadClock | undefined> {
  return withEvents(await log.stream(clockStream(clockId)), calendars)
}

/** Those of the clocks that have started, in one round trip. */
export async function readClocks(
  log: EventLog,
  calendars: CalendarBook,
  clockIds: readonly string[],
): Promise<ReadClock[]> {
  const streams = await log.streams(clockIds.map(clockStream))
  return started([...streams.values()].map((stream) => withEvents(stream, calendars)))
}

/** The same for who only decides on them: what they were read from isn't kept. */
export async function findClocks(
  log: EventLog,
  calendars: CalendarBook,
  clockIds: readonly string[],
): Promise<FoundClock[]> {
  const stories = await log.stories(clockIds.map(clockStream))
  return started([...stories.values()].map((story) => fromStory(story, calendars)))
}

async function started<C extends FoundClock>(clocks: readonly Promise<C | undefined>[]): Promise<C[]> {
  return (await Promise.all(clocks)).filter((clock) => clock !== undefined)
}

/**
 * The clock as it was known at an instant: by those of its facts that had been recorded, in the order in which they
 * were, and under the calendar that they name. Whatever is written later changes none of it.
 * @returns undefined when it had not started
 */
export async function knownAt(
  found: ReadClock,
  calendars: CalendarBook,
  instant: string,
): Promise<ReadClock | undefined> {
  return until(found, calendars, ({ recordedAt }) => recordedAt > instant)
}

/** The same of a position in the entity's log. */
export async function knownUpTo(
  found: ReadClock,
  calendars: CalendarBook,
  place: number,
): Promise<ReadClock | undefined> {
  return until(found, calendars, ({ position }) => position > place)
}

async function until(
  found: ReadClock,
  calendars: CalendarBook,
  isLater: (event: Recorded) => boolean,
): Promise<ReadClock | undefined> {
  const later = found.events.findIndex(isLater)
  if (later < 0) return found
  const events = found.events.slice(0, later)
  return withEvents({ entity: found.entity, version: events.at(-1)?.version ?? 0, events }, calendars)
}

/** Answered or not, by its facts alone: whether a calendar can count it doesn't matter. */
export function hasEnded({ start, clock, calendar }: FoundClock): boolean {
  return history(start, clock, calendar).state.ending !== undefined
}

async function withEvents(stream: Stream, calendars: CalendarBook): Promise<ReadClock | undefined> {
  const found = await fromStory(stream, calendars)
  return found && { ...found, events: stream.events }
}

async function fromStory(
  { entity, version, events }: Story,
  calendars: CalendarBook,
): Promise<FoundClock | undefined> {
  const clock = fold(clockDecider, events as unknown as ClockEvent[])
  const { start } = clock
  if (entity === undefined || !start) return undefined
  const calendar = calendarOfTerm(start, await calendars.version(entity, start.calendar.version))
  return { entity, version, start, clock, calendar }
}
