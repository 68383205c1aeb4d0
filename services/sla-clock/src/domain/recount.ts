import { bogotaDate, type Calendar, type LocalDate } from '@ventanilla/calendar'
import { type Count, dueIfResumed } from '@ventanilla/terms'
import { calendarOfTerm } from './calendar-of-term.ts'
import type { ClockEvent, ClockRecounted } from './clock-events.ts'
import { type Clock, evolve, markKey } from './clock-state.ts'
import type { ClockStart } from './facts.ts'
import { history, untold } from './history.ts'
import { marksOf } from './marks.ts'
import { type ClockStanding, standing } from './standing.ts'
import { reached, tell } from './tell.ts'

/** The entity has put another calendar in force, also for terms that run. */
export interface RecountUnder {
  readonly type: 'Recount'
  /** The one that has counted the clock up to now. */
  readonly calendar: Calendar
  /** The one in force, whole. */
  readonly to: Calendar
  readonly act: string
  readonly by: string
  /** The business instant from which it is in force. */
  readonly at: string
  /** Up to where all that happened to the case is known. */
  readonly knownUpTo: string
}

/**
 * An open clock comes under another calendar: it is counted anew from its first day on. What it had reached until then
 * by the one before was reached, and is told first. Marks that fall on another instant lie ahead again, as after an
 * extension: a breach that is none any more is followed by the one of the new day, if that comes to pass. What can't
 * be counted by the other calendar stays under its own.
 */
export function recount(start: ClockStart, clock: Clock, command: RecountUnder): readonly ClockEvent[] {
  const { calendar, to, at, knownUpTo } = command
  if (start.calendar.version === to.version) return []
  const before = history(start, clock, calendar)
  if (before.state.ending) return []
  const upTo = knownUpTo < at ? knownUpTo : at
  // Of a clock that a receipt meets not all is known by what routing has told.
  const passed = start.declared?.byLetter ? [] : reached(start, clock, upTo, calendar, before)
  const told = passed.reduce(evolve, clock)
  const moved = { ...start, calendar: { id: to.id, version: to.version } }
  const tried = calendarOfTerm(start, to)
  try {
    const after = history(moved, told, tried)
    // What it ran through before is told above, as far as it is known.
    const stretches = after.stretches.filter(({ until }) => until > at)
    const now = standing(moved, told, tried, { ...after, stretches })
    const was = standing(start, told, calendar, before)
    const event = recounted(command, { start, was, now, rung: rungOf(moved, told, now, tried), tried })
    const counted = evolve(told, event)
    return [
      ...passed,
      event,
      // Where a law counts by days, what it made of a fact may be another thing by other days.
      ...untold(before.chapters, after.chapters).map((chapter) => tell(moved, counted, chapter, tried)),
    ]
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return []
  }
}

interface Counts {
  readonly start: ClockStart
  readonly was: ClockStanding
  readonly now: ClockStanding
  readonly rung: string | null
  readonly tried: Calendar
}

function recounted(
  { calendar, to, act, by, at }: RecountUnder,
  { start, was, now, rung, tried }: Counts,
): ClockRecounted {
  const on = bogotaDate(at)
  const { clockId, caseId } = start
  return {
    type: 'ClockRecounted',
    data: {
      ...{ clockId, caseId, from: start.calendar, to: { id: to.id, version: to.version }, act, by },
      ...{ on, nominal: at, before: dueBefore(was.count, on, calendar) },
      ...{ due: dueIfResumed(now.count, on, tried), marks: now.ahead, rung },
      ...{ received: now.term.received, extension: now.extension },
      ...{ breached: now.state === 'breached', paused: now.state === 'paused' },
    },
  }
}

/** A term may have been suspended for longer than its calendar speaks of days. */
function dueBefore(count: Count, on: LocalDate, calendar: Calendar): LocalDate | null {
  try {
    return dueIfResumed(count, on, calendar)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return null
  }
}

/** Whoever shows where it stands needn't know which of the rungs that were told fall on the same instant as before. */
function rungOf(start: ClockStart, clock: Clock, now: ClockStanding, calendar: Calendar): string | null {
  if (now.term.phase.is !== 'running') return null
  const told = new Set(clock.reached)
  const marks = marksOf(now.count, start.ladder, calendar)
  return marks.findLast((mark) => mark.rung !== null && told.has(markKey(mark)))?.rung ?? null
}
