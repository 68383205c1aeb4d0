import { join } from 'node:path'
import { type Overlay, parseOverlay } from '@ventanilla/calendar'
import type { PublicEvent } from '@ventanilla/contracts'
import { fold } from '@ventanilla/decider'
import type { EventLog } from '@ventanilla/event-log'
import { memoryLog } from '@ventanilla/event-log/memory'
import { entitiesDir, loadEntity, procedureVersion } from '@ventanilla/procedures'
import { createCalendarBook } from '../../src/commands/calendar-book.ts'
import { clockIdOf, clockStream } from '../../src/commands/streams.ts'
import { calendarOfTerm } from '../../src/domain/calendar-of-term.ts'
import { clockDecider } from '../../src/domain/clock.ts'
import type { ClockEvent } from '../../src/domain/clock-events.ts'
import { explain } from '../../src/domain/explain.ts'
import { standing } from '../../src/domain/standing.ts'
import { createHearCases } from '../../src/reactions/hear-cases.ts'
import type { FindProcedure } from '../../src/reactions/public-facts.ts'
import { caseId, deliver, entity } from './routing-events.ts'

const icetex = loadEntity(join(entitiesDir, entity))

export const findProcedure: FindProcedure = (of, id, version) =>
  of === entity ? procedureVersion(icetex, id, version) : undefined

export function overlay(yaml: string): Overlay {
  const read = parseOverlay(yaml)
  if ('overlay' in read) return read.overlay
  throw new Error(read.detail)
}

/** The reactions of the service over a log in memory. */
export function memoryWorld(
  overlays: readonly Overlay[] = [],
  log: EventLog = memoryLog(),
  find = findProcedure,
) {
  const calendars = createCalendarBook({
    log,
    overlays: new Map([[entity, overlays]]),
    now: () => '2026-11-20T15:00:00.000Z',
  })
  const handle = createHearCases({ consumer: 'sla-clock', log, calendars, findProcedure: find })
  let place = 0
  let letters = 0
  const streamOf = async (clock: string, subject: string) =>
    (await log.stream(clockStream(clockIdOf(subject, clock)))).events
  const stateOf = async (clock: string, subject: string) =>
    fold(clockDecider, (await streamOf(clock, subject)) as unknown as ClockEvent[])
  return {
    ...{ log, calendars, handle },
    /** One delivery. */
    async hear(...events: PublicEvent[]) {
      const handled = await handle(deliver(events, place))
      place += events.length
      return handled
    },
    /** One delivery of what notification tells. */
    async hearLetters(...events: PublicEvent[]) {
      await handle(deliver(events, letters, 'notification'))
      letters += events.length
    },
    events: async (clock = 'legal', subject = caseId) => streamOf(clock, subject),
    types: async (clock = 'legal', subject = caseId) =>
      (await streamOf(clock, subject)).map(({ type }) => type),
    async explained(clock = 'legal', subject = caseId) {
      const { start, ...heard } = await stateOf(clock, subject)
      if (!start) throw new Error('no clock was started')
      const whole = await calendars.version(entity, start.calendar.version)
      return explain(start, heard, calendarOfTerm(start, whole))
    },
    /** What it has yet to tell, in order. */
    async ahead(clock: string, subject = caseId) {
      const { start, ...heard } = await stateOf(clock, subject)
      if (!start) return []
      const whole = await calendars.version(entity, start.calendar.version)
      const { ahead } = standing(start, heard, calendarOfTerm(start, whole))
      return ahead.map(({ rung, at }) => `${rung ?? 'fin'} ${at}`)
    },
    /** Where the clock stands, once it is `upTo`, without what only tells which facts it came from. */
    async now(clock = 'legal', { subject = caseId, upTo = '' } = {}) {
      const heard = await stateOf(clock, subject)
      if (!heard.start) return undefined
      const whole = await calendars.version(entity, heard.start.calendar.version)
      const calendar = calendarOfTerm(heard.start, whole)
      const reached = clockDecider.decide({ type: 'Reach', upTo, calendar }, heard) as ClockEvent[]
      const state = { ...fold(clockDecider, reached, heard), start: heard.start }
      const { state: is, due, late, term, extension } = standing(state.start, state, calendar)
      return { state: is, due, late, extension, term }
    },
  }
}
