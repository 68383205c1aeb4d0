import type { Calendar } from '@ventanilla/calendar'
import type { PublicEvent } from '@ventanilla/contracts'
import { fold } from '@ventanilla/decider'
import type { EventLog, Stream } from '@ventanilla/event-log'
import type { CalendarBook } from '../commands/calendar-book.ts'
import type { InForce } from '../commands/calendar-in-force.ts'
import { hasWalked } from '../commands/recount-walk.ts'
import { calendarStream, caseStream, clockStream } from '../commands/streams.ts'
import {
  type CaseClocks,
  type CaseClocksCommand,
  type CaseClocksEvent,
  caseClocksDecider,
} from '../domain/case-clocks.ts'
import { type ClockCommand, clockDecider } from '../domain/clock.ts'
import type { Clock } from '../domain/clock-state.ts'
import { nominalOf } from '../domain/nominal.ts'
import { createDrafts, type Drafts } from './drafts.ts'
import { clocksOf, type FindProcedure, openedOf } from './public-facts.ts'

/** Everything that a batch of events may touch, read before the first is decided. */
export interface Bench {
  readonly cases: Drafts<CaseClocks, CaseClocksCommand>
  readonly clocks: Drafts<Clock, ClockCommand>
  /** The version that counts a clock. */
  calendarOf(clock: Clock): Calendar
  /** What the entity's clocks are born under now, and whether open ones come under it too. */
  readonly inForce: InForce
  /** Whether all that were open when that was put in force have been looked at. */
  readonly walked: boolean
}

export interface BenchOptions {
  readonly consumer: string
  readonly log: EventLog
  readonly calendars: CalendarBook
  readonly findProcedure: FindProcedure
}

export async function layBench(
  { consumer, log, calendars, findProcedure }: BenchOptions,
  entity: string,
  events: readonly PublicEvent[],
): Promise<Bench> {
  const ids = [...new Set(events.map(({ subject }) => caseStream(subject)))]
  const own = calendarStream(entity)
  const caseStreams = await log.streams([own, ...ids])
  const activations = caseStreams.get(own)
  caseStreams.delete(own)
  const clockStreams = await log.streams(clocksConcerned(caseStreams, events, findProcedure))
  const clocks = createDrafts(consumer, clockDecider, clockStreams, nominalOf)
  const inForce = await calendars.inForce(entity, activations)
  const { calendar: current, forOpen } = inForce
  const versions = new Map([[current.version, current]])
  for (const stream of clockStreams.keys()) {
    const version = clocks.state(stream).start?.calendar.version
    if (version !== undefined && !versions.has(version))
      versions.set(version, await calendars.version(entity, version))
  }
  return {
    cases: createDrafts(consumer, caseClocksDecider, caseStreams),
    clocks,
    inForce,
    // Told before it was in force, and heard after: rare, so that it is asked for then alone.
    walked:
      forOpen && events.some(({ at }) => at < forOpen.at) ? await hasWalked(log, entity, forOpen) : true,
    // A clock without a start was born in this batch, if at all.
    calendarOf: ({ start }) => versions.get(start?.calendar.version ?? current.version) ?? current,
  }
}

function clocksConcerned(
  cases: ReadonlyMap<string, Stream>,
  events: readonly PublicEvent[],
  findProcedure: FindProcedure,
): string[] {
  const known = [...cases.values()].flatMap(({ events: past }) => {
    const { opened } = fold(caseClocksDecider, past as unknown as CaseClocksEvent[])
    return opened?.clocks ?? []
  })
  const born = events.flatMap((event) => {
    const opened = openedOf(event)
    if (!opened) return []
    const { procedure, procedureVersion } = opened.data
    return clocksOf(opened, findProcedure(opened.entity, procedure, procedureVersion)).clocks
  })
  return [...new Set([...known, ...born].map(({ clockId }) => clockStream(clockId)))]
}
