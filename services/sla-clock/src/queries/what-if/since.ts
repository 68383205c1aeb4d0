import { isDeepStrictEqual } from 'node:util'
import type { Calendar } from '@ventanilla/calendar'
import type { EventLog } from '@ventanilla/event-log'
import type { CalendarBook } from '../../commands/calendar-book.ts'
import { type FoundClock, hasEnded, knownUpTo, readClocks } from '../../commands/read-clock.ts'
import { type Change, changeOf } from './change.ts'
import { underCalendar } from './page.ts'

/** What a list of the open clocks that a calendar would move was counted by. */
export interface Listed {
  /** Version of the calendar that was tried. */
  readonly calendar: string
  /** Up to where the entity's log was known when its first page was counted. */
  readonly position: number
  /** Business instant at which it was judged. */
  readonly at: string
}

/** A line that isn't what was listed any more: what it was, and what it is; null where the list has none. */
export interface ChangedLine {
  readonly clockId: string
  readonly caseId: string
  readonly clock: string
  readonly listed: Change | null
  readonly now: Change | null
}

export interface Asked {
  readonly entity: string
  /** The one that was tried. */
  readonly calendar: Calendar
  readonly listed: Listed
  /** Whether a clock that began since makes a line more. */
  readonly newClocks: boolean
}

export interface ChangedSince {
  readonly lines: readonly ChangedLine[]
  /** Whether no line is what it was: another calendar was put in force since, or these aren't the facts it is of. */
  readonly outdated: boolean
  /** Up to where the log was read. */
  readonly position: number
}

const BATCH = 200

/**
 * Which lines of a list the facts have changed since it was counted: only clocks that were written to are counted
 * again, twice, as they were then and as they are. That time goes by alone changes no line.
 */
export async function changedSince(
  { log, calendars }: { log: EventLog; calendars: CalendarBook },
  { entity, calendar, listed, newClocks }: Asked,
): Promise<ChangedSince> {
  const head = await log.head(entity)
  const touched = new Set<string>()
  // A log that was restored from before it was listed knows less than the list.
  let [position, outdated] = [listed.position, listed.position > head]
  for await (const events of log.scan(entity, listed.position, head))
    for (const event of events) {
      position = event.position
      outdated ||= event.type === 'CalendarActivated'
      if (typeof event.data.clockId === 'string') touched.add(event.data.clockId)
    }
  const ids = outdated ? [] : [...touched]
  const lines: ChangedLine[] = []
  for (let from = 0; from < ids.length; from += BATCH)
    for (const found of await readClocks(log, calendars, ids.slice(from, from + BATCH))) {
      const then = await knownUpTo(found, calendars, listed.position)
      if (then === undefined && !newClocks) continue
      const [was, is] = [then && lineOf(then, calendar, listed.at), lineOf(found, calendar, listed.at)]
      if (isDeepStrictEqual(was, is)) continue
      const { clockId, caseId, clock } = found.start
      lines.push({ clockId, caseId, clock, listed: was ?? null, now: is ?? null })
    }
  return { lines, outdated, position }
}

function lineOf(found: FoundClock, calendar: Calendar, at: string): Change | undefined {
  return hasEnded(found) ? undefined : changeOf(found, underCalendar(found, calendar), at)
}
