import { fold } from '@ventanilla/decider'
import { memoryLog } from '@ventanilla/event-log/memory'
import type { Row } from '@ventanilla/projections'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readClock } from '../src/commands/read-clock.ts'
import { clockIdOf } from '../src/commands/streams.ts'
import { clockDecider } from '../src/domain/clock.ts'
import type { ClockEvent } from '../src/domain/clock-events.ts'
import { explain } from '../src/domain/explain.ts'
import { clocksProjection } from '../src/queries/clocks/projection.ts'
import { calendar, day, live, other, others, overlays, recountedHistories } from './support/histories.ts'
import { underLaw } from './support/law-procedure.ts'
import { memoryWorld } from './support/memory-world.ts'
import { putInForce, walkAll } from './support/put-in-force.ts'
import { answeredOn, caseId, entity, moved, opened } from './support/routing-events.ts'

const rowOf = (events: readonly ClockEvent[]) =>
  events.reduce<Row | undefined>((row, event) => {
    const apply = clocksProjection.on[event.type]
    return apply ? apply(row, { ...event, entity }) : row
  }, undefined)

it('a clock that another calendar came to count is due when that calendar makes it, whatever comes then', () => {
  let crossed = 0
  fc.assert(
    fc.property(recountedHistories, ([start, commands]) => {
      const events = live(start, commands)
      const clock = fold(clockDecider, events)
      const recounted = events.some(({ type }) => type === 'ClockRecounted')
      const by = recounted ? other : calendar
      expect(clock.start?.calendar.version === other.version).toBe(recounted)
      const { due, days, standing: now } = explain(clock.start ?? start, clock, by)
      // The same facts, as if it had been born under it.
      const born = { ...start, calendar: { id: by.id, version: by.version } }
      const facts = { ...clock, start: born }
      const asBorn = explain(born, facts, by)
      expect({ due, days }).toEqual({ due: asBorn.due, days: asBorn.days })
      if (explain(start, { ...clock, start }, calendar).due !== due) crossed++
      const row = rowOf(events)
      expect(row).toMatchObject({ state: now.state, late: now.late ?? null })
      expect(row).toMatchObject({ extension: now.extension, received: now.term.received })
      if (now.state === 'paused') expect(row?.due).toBeNull()
      else if (now.state !== 'cancelled') expect(row?.due).toBe(due)
      expect(row?.marks ?? []).toEqual(now.ahead)
      if (recounted) expect(row?.calendar).toBe(other.version)
    }),
    { numRuns: 1500 },
  )
  expect(crossed).toBeGreaterThan(100)
})

it('a mark is told once, also across calendars', () => {
  fc.assert(
    fc.property(recountedHistories, ([start, commands]) => {
      const keys = live(start, commands).flatMap((event) => {
        if (event.type === 'ClockWarned') return [`${event.data.rung} ${event.data.nominal}`]
        return event.type === 'ClockBreached' ? [`end ${event.data.nominal}`] : []
      })
      expect(new Set(keys).size).toBe(keys.length)
    }),
    { numRuns: 1500 },
  )
})

const names = ['requerir', 'completar', 'cerrar', 'anular-duplicada', 'reabrir-inconforme'] as const
const change = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(fc.constantFrom(...names), day) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('answer' as const), day) },
)
const legal = clockIdOf(caseId, 'legal')

/** What routing tells, before and after a calendar is put in force for open terms, and how far the walk had got. */
const stories = fc.record({
  changes: fc.array(change, { maxLength: 8 }),
  activated: fc.nat(8),
  walked: fc.nat(8),
  stretch: fc.integer({ min: 1, max: 5 }),
})

it('through the log every open clock is counted by the calendar in force, however far the walk has got', async () => {
  let open = 0
  await fc.assert(
    fc.asyncProperty(stories, async ({ changes, activated: nth, walked, stretch }) => {
      const log = memoryLog()
      const world = memoryWorld(overlays, log)
      // Business time goes on: what is told after is told later.
      const told = (at: string, what: string, on: string, n: number) => {
        const event = what === 'answer' ? answeredOn(n, on) : moved(n, what as (typeof names)[number], on)
        return { ...event, at }
      }
      const instant = (n: number) => new Date(Date.UTC(2026, 10, 23, 12, n)).toISOString()
      await world.hear({ ...opened(1), at: instant(0) })
      const walk = () => walkAll(log, world.calendars, stretch)
      for (const [n, [what, on]] of changes.entries()) {
        if (n === nth) await putInForce(log, others, instant(10 * n + 5))
        if (n > nth && n >= nth + walked) await walk()
        await world.hear(told(instant(10 * n + 10), what, on, n + 2))
      }
      if (changes.length <= nth) await putInForce(log, others, instant(10 * changes.length + 5))
      await walk()
      await walk()
      const found = await readClock(log, world.calendars, legal)
      if (!found) throw new Error('the clock has not started')
      const { start, clock, calendar: by } = found
      const { standing: now } = explain(start, clock, by)
      const recounts = found.events.filter(({ type }) => type === 'ClockRecounted').length
      expect(recounts).toBeLessThanOrEqual(1)
      if (now.state === 'met' || now.state === 'cancelled') return
      open++
      expect(start.calendar.version).toBe(other.version)
      // A world in which it was in force from the first day on.
      const twin = memoryWorld(others, memoryLog())
      await twin.hear({ ...opened(1), at: instant(0) })
      for (const [n, [what, on]] of changes.entries())
        await twin.hear(told(instant(10 * n + 10), what, on, n + 2))
      const { due, term } = (await twin.now()) ?? {}
      expect({ due: now.due, pauses: now.term.pauses }).toEqual({ due, pauses: term?.pauses })
    }),
    { numRuns: 1000 },
  )
  expect(open).toBeGreaterThan(200)
})

/** In days, in months, and in hours of days that work. */
const settings = fc
  .record({
    term: fc.constantFrom<Record<string, string>[]>(
      {},
      { 'term.amount': '1', 'term.unit': 'calendar-months' },
      { 'term.amount': '90', 'term.unit': 'business-hours' },
    ),
    counts: fc.constantFrom('sent', 'delivered'),
  })
  .map(({ term, counts }) => ({ ...term, 'answer.countsWhen': counts }))

/** The same under a law, whose count may make another thing of a fact by other days. */
it('under a law it is as if it had been born under it, and what is told agrees with what is counted', async () => {
  let open = 0
  await fc.assert(
    fc.asyncProperty(stories, settings, async ({ changes, activated: nth, stretch }, set) => {
      const find = underLaw('peticion', set)
      const log = memoryLog()
      const world = memoryWorld(overlays, log, find)
      const twin = memoryWorld(others, memoryLog(), find)
      for (const here of [world, twin]) await here.hear(opened(1))
      for (const [n, [what, on]] of changes.entries()) {
        // At an instant before what is told next: what was told earlier may be of later days.
        if (n === nth) await putInForce(log, others, `${on}T14:00:00.000Z`)
        const event = what === 'answer' ? answeredOn(n + 2, on) : moved(n + 2, what, on)
        for (const here of [world, twin]) await here.hear(event)
      }
      if (changes.length <= nth) await putInForce(log, others, '2027-06-01T14:00:00.000Z')
      await walkAll(log, world.calendars, stretch)
      const found = await readClock(log, world.calendars, legal)
      if (!found) throw new Error('the clock has not started')
      const { start, clock, calendar: by, events } = found
      const { standing: now } = explain(start, clock, by)
      const row = rowOf(events as unknown as ClockEvent[])
      expect({ state: row?.state, late: row?.late }).toEqual({ state: now.state, late: now.late ?? null })
      if (now.state === 'met' || now.state === 'cancelled') return
      open++
      expect(start.calendar.version).toBe(other.version)
      const { due, term } = (await twin.now()) ?? {}
      expect({ due: now.due, pauses: now.term.pauses }).toEqual({ due, pauses: term?.pauses })
    }),
    { numRuns: 1000 },
  )
  expect(open).toBeGreaterThan(200)
})
