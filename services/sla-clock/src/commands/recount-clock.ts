import type { Calendar } from '@ventanilla/calendar'
import { fold, isRefusal, type JsonObject } from '@ventanilla/decider'
import { deriveId, type NewEvent } from '@ventanilla/event-log'
import { calendarOfTerm } from '../domain/calendar-of-term.ts'
import { clockDecider } from '../domain/clock.ts'
import type { ClockEvent } from '../domain/clock-events.ts'
import type { ClockStart } from '../domain/facts.ts'
import { nominalOf } from '../domain/nominal.ts'
import type { RecountUnder } from '../domain/recount.ts'
import { waitsForLetters } from '../domain/rules.ts'
import type { InForce } from './calendar-in-force.ts'
import type { FoundClock } from './read-clock.ts'

interface When {
  /** From when on it counts for this clock: the day on which it was opened again, if that is later. */
  readonly at?: string
  /** Absent: all of it, but for a term that a letter may have met, of which whoever decides knows nothing. */
  readonly knownUpTo?: string
}

/** The command by which an open clock comes under the calendar in force; undefined when that is of no open terms. */
export function recountUnder(
  start: ClockStart,
  own: Calendar,
  { calendar: to, forOpen }: InForce,
  { at = '', knownUpTo }: When = {},
): RecountUnder | undefined {
  if (forOpen === undefined) return undefined
  const { act, by, at: since } = forOpen
  const known = knownUpTo ?? (waitsForLetters(start) ? '' : since)
  return { type: 'Recount', calendar: own, to, act, by, at: at > since ? at : since, knownUpTo: known }
}

export interface Recounted {
  readonly events: readonly ClockEvent[]
  /** The clock as it is with them. */
  readonly found: FoundClock
}

/**
 * What makes a clock that was read come under the calendar in force; no events when it is under it, or has ended.
 * Whoever decides something about an open clock writes that first: so no term goes on by a calendar that isn't in
 * force any more, however far the walk over all of them has got.
 */
export function recounted(found: FoundClock, inForce: InForce, when: When = {}): Recounted {
  const command = recountUnder(found.start, found.calendar, inForce, when)
  const events = command ? clockDecider.decide(command, found.clock) : []
  if (isRefusal(events) || events.length === 0) return { events: [], found }
  const clock = fold(clockDecider, events, found.clock)
  const { start = found.start } = clock
  const calendar = calendarOfTerm(start, inForce.calendar)
  return { events, found: { ...found, clock, start, calendar } }
}

/** Under ids that derive from the fact that put the calendar in force: each clock has them once. */
export function recountEvents(
  events: readonly ClockEvent[],
  { start: { clockId } }: FoundClock,
  { forOpen }: InForce,
): NewEvent[] {
  if (forOpen === undefined) return []
  const { id: cause, at } = forOpen
  return events.map((event, nth) => ({
    id: deriveId('recount', cause, clockId, nth),
    ...{ type: event.type, data: event.data as unknown as JsonObject, at: nominalOf(event) ?? at, cause },
  }))
}

/** Whether business time, as far as everything of it is known, has come to where that calendar is in force. */
export function isInForceAt({ forOpen }: InForce, upTo: string): boolean {
  return forOpen !== undefined && upTo >= forOpen.at
}
