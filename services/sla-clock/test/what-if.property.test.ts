import { type Calendar, type Overlay, withOverlays } from '@ventanilla/calendar'
import { fold } from '@ventanilla/decider'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { activateCalendar } from '../src/commands/activate-calendars.ts'
import { calendarInForce, withThese } from '../src/commands/calendar-in-force.ts'
import { caseStream, clockStream } from '../src/commands/streams.ts'
import { clockDecider } from '../src/domain/clock.ts'
import type { ClockEvent } from '../src/domain/clock-events.ts'
import { judge, movedBy, sameJudgement } from '../src/domain/judge.ts'
import { standing } from '../src/domain/standing.ts'
import { underCalendar, whatIfPage } from '../src/queries/what-if/page.ts'
import { calendar, day, decisions, histories, overlays } from './support/histories.ts'
import { overlay } from './support/memory-world.ts'
import { entity } from './support/routing-events.ts'
import { tickingLog, writeLife } from './support/written-clock.ts'

const instant = day.map((on) => `${on}T12:00:00.000Z`)

const closing = (date: string) =>
  overlay(`calendar: cierre
base: co
valid: { from: 2026-01-01, to: 2027-12-31 }
closed: [{ date: ${date}, by: Resolución 15 }]`)

/** Each built once: numbering the days of two centuries takes milliseconds. */
const built = new Map<string, Calendar>()
function calendarOf(given: readonly Overlay[]): Calendar {
  const key = JSON.stringify(given)
  const found = built.get(key) ?? withOverlays(given)
  built.set(key, found)
  return found
}

it('the calendar that is in force changes nothing, through the service’s own log', async () => {
  let moved = 0
  await fc.assert(
    fc.asyncProperty(histories, instant, fc.boolean(), async ([start, commands], at, openOnly) => {
      const { log, calendars, now } = tickingLog()
      await activateCalendar(log, { entity, overlays, at: now(), actor: 'test' })
      const { clockId, caseId, clock } = start
      const opened = { caseId, procedure: 'pqrsd', procedureVersion: 1, clocks: [{ clock, clockId }] }
      const event = { id: crypto.randomUUID(), type: 'ClocksOpened', data: opened, at: now() }
      const stream = caseStream(caseId)
      await log.write(entity, { appends: [{ stream, expected: 0, events: [event], actor: 'test' }] })
      await writeLife(log, start, commands)
      const inForce = (await calendarInForce(log, entity))?.definition.overlays ?? []
      const head = await log.head(entity)
      const replay = (tried: Calendar) =>
        whatIfPage(
          { log, calendars },
          {
            ...{ entity, at, openOnly, after: 0, limit: 10 },
            tried: (found) => underCalendar(found, tried),
          },
        )
      // As it lies in the log, and as its own files are given again.
      for (const given of [inForce, withThese(inForce, overlays)]) {
        const { changes, totals } = await replay(calendarOf(given))
        expect(changes).toEqual([])
        expect(totals).toMatchObject({ changedClocks: 0, states: [] })
        if (!openOnly) expect(totals).toMatchObject({ cases: 1, clocks: 1 })
      }
      // Another one is found out, unless it can't matter.
      const { changes } = await replay(calendarOf([closing('2027-02-02')]))
      moved += changes.length
      expect(await log.head(entity)).toBe(head)
      expect((await log.stream(clockStream(clockId))).events.at(-1)?.position).toBe(head)
    }),
    { numRuns: 400 },
  )
  expect(moved).toBeGreaterThan(0)
})

it('before is where the clock stands once everything up to the instant has been told', () => {
  fc.assert(
    fc.property(histories, instant, ([start, commands], at) => {
      const heard = fold(clockDecider, decisions(start, commands).flat())
      const told = clockDecider.decide({ type: 'Reach', upTo: at, calendar }, heard) as ClockEvent[]
      const now = standing(start, fold(clockDecider, told, heard), calendar)
      const { state, due, late } = judge(start, heard, calendar, at)
      if (now.state === 'cancelled') {
        expect(state).toBe('cancelled')
        return
      }
      expect(late).toBe(now.late ?? null)
      if (now.due !== undefined) expect(due).toBe(now.due)
      // What was told for a later instant than this one is not asked for here.
      const early = heard.reached.some((mark) => mark.slice(mark.indexOf('@') + 1) > at)
      if (!early) expect(state === 'warned' ? 'running' : state).toBe(now.state)
    }),
    { numRuns: 3000 },
  )
})

it('a day more that is closed makes nothing due earlier, and takes nobody’s time', () => {
  fc.assert(
    fc.property(histories, instant, day, ([start, commands], at, closed) => {
      const clock = fold(clockDecider, decisions(start, commands).flat())
      const tried = calendarOf([...overlays, closing(closed)])
      const [before, after] = [judge(start, clock, calendar, at), judge(start, clock, tried, at)]
      const by = movedBy(before, after, tried)
      if (before.due === null || after.due === null) {
        expect(by).toBeUndefined()
        return
      }
      expect(after.due >= before.due).toBe(true)
      expect(by).toBeGreaterThanOrEqual(0)
      expect(after.due !== before.due || by === 0).toBe(true)
      if (before.late === false) expect(after.late).toBe(false)
      if (before.state === 'running') expect(after.state).toBe('running')
      expect(sameJudgement(before, after)).toBe(sameJudgement(after, before))
    }),
    { numRuns: 3000 },
  )
})
