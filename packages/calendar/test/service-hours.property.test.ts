import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromLocalMs } from '../src/bogota.ts'
import {
  everyWeek,
  fromDayNumber,
  type MinuteWindow,
  nationalCalendar,
  type Schedule,
  serviceHours,
  toDayNumber,
} from '../src/index.ts'

const runs = { numRuns: 10_000 }
const calendar = nationalCalendar()
/** Every instant and window falls on it, so that the walk may go in steps. */
const STEP = 5

const windows = fc
  .uniqueArray(fc.integer({ min: 0, max: 24 * 12 }), { minLength: 2, maxLength: 6 })
  .map((marks) => marks.toSorted((one, other) => one - other).map((mark) => mark * STEP))
  .map((marks) =>
    marks.slice(1).flatMap((to, index) => (index % 2 === 0 ? [{ from: marks[index] ?? 0, to }] : [])),
  )
const weeks = fc.array(windows, { minLength: 1, maxLength: 5 })

/** Tables take milliseconds: some forty entities, and thousands of questions to each. */
const entities = fc.sample(weeks, { numRuns: 40, seed: 1755 }).map((week) => {
  // The weekdays from Monday on, as many as there are windows for; the rest stay closed.
  const schedule = everyWeek(week.map((hours, index) => ({ days: [index + 1], hours: hours.map(asText) })))
  return { schedule, hours: serviceHours(calendar, schedule) }
})
const entity = fc.constantFrom(...entities)

function asText({ from, to }: MinuteWindow): { from: string; to: string } {
  const text = (minute: number) =>
    `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
  return { from: text(from), to: text(to) }
}

/** Local minutes from 1970, between 2020 and 2030. */
const minute = fc
  .integer({ min: toDayNumber('2020-01-01') * 288, max: toDayNumber('2030-01-01') * 288 })
  .map((steps) => steps * STEP)
const term = fc.integer({ min: 1, max: 300 }).map((steps) => steps * STEP)

const instant = (local: number) => fromLocalMs(local * 60_000)

const working = new Map<number, boolean>()
function isOpen(local: number, schedule: Schedule): boolean {
  const day = Math.floor(local / 1440)
  if (!working.has(day)) working.set(day, calendar.isBusinessDay(fromDayNumber(day)))
  const ofDay = local - day * 1440
  return working.get(day) === true && schedule(day).some(({ from, to }) => from <= ofDay && ofDay < to)
}

/** Step by step, until that many open minutes lie behind (ahead, for a direction of −1). */
function walk(local: number, minutes: number, direction: 1 | -1, schedule: Schedule): number {
  for (let left = minutes; left > 0; local += direction * STEP) {
    if (isOpen(direction === 1 ? local : local - STEP, schedule)) left -= STEP
  }
  return local
}

describe('service hours', () => {
  it('end where a walk over the minutes ends, forwards and backwards', () => {
    fc.assert(
      fc.property(entity, minute, term, ({ schedule, hours }, from, minutes) => {
        expect(hours.addMinutes(instant(from), minutes)).toBe(instant(walk(from, minutes, 1, schedule)))
        expect(hours.addMinutes(instant(from), -minutes)).toBe(instant(walk(from, minutes, -1, schedule)))
      }),
      runs,
    )
  })

  it('are as many between two instants as a walk finds open', () => {
    fc.assert(
      fc.property(entity, minute, fc.nat(2000), ({ schedule, hours }, from, steps) => {
        let open = 0
        for (let at = from; at < from + steps * STEP; at += STEP) if (isOpen(at, schedule)) open += STEP
        expect(hours.minutesBetween(instant(from), instant(from + steps * STEP))).toBe(open)
        expect(hours.minutesBetween(instant(from + steps * STEP), instant(from))).toBe(open === 0 ? 0 : -open)
      }),
      runs,
    )
  })

  it('have run in full at the end of a term, and not a millisecond before', () => {
    fc.assert(
      fc.property(entity, minute, term, ({ hours }, from, minutes) => {
        const end = hours.addMinutes(instant(from), minutes)
        expect(hours.minutesBetween(instant(from), end)).toBe(minutes)
        expect(hours.minutesBetween(instant(from), new Date(Date.parse(end) - 1))).toBeLessThan(minutes)
      }),
      runs,
    )
  })

  it('never end earlier for who starts later or has longer, and end alike in one stretch or two', () => {
    fc.assert(
      fc.property(entity, minute, term, term, fc.nat(3000), ({ hours }, from, one, other, later) => {
        const end = hours.addMinutes(instant(from), one)
        expect(hours.addMinutes(instant(from + later), one) >= end).toBe(true)
        expect(hours.addMinutes(instant(from), one + other) > end).toBe(true)
        expect(hours.addMinutes(end, other)).toBe(hours.addMinutes(instant(from), one + other))
      }),
      runs,
    )
  })

  it('come back to the opening they began to run at', () => {
    fc.assert(
      fc.property(entity, minute, term, ({ hours }, from, minutes) => {
        const opening = hours.nextOpening(instant(from))
        expect(hours.isOpen(opening)).toBe(true)
        expect(hours.minutesBetween(instant(from), opening)).toBe(0)
        expect(hours.addMinutes(hours.addMinutes(instant(from), minutes), -minutes)).toBe(opening)
      }),
      runs,
    )
  })
})
