import { addDays, bogotaInstant, toDayNumber } from '@ventanilla/calendar'
import {
  addBusinessDays,
  addMonths,
  dateBefore,
  due,
  dueDate,
  dueInstant,
  dueRange,
  explainBefore,
  type HourPause,
  hoursBetween,
  type StartRule,
  type TermFacts,
  type TermUnit,
} from '@ventanilla/terms'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendars, dates, facts, units } from './terms.arbitrary.ts'

const runs = { numRuns: 10_000 }
const starts = fc.constantFrom<StartRule[]>('following-day', 'same-day', 'next-business-day')
const anyUnit = fc.constantFrom<TermUnit[]>('business-days', 'calendar-days', 'calendar-months')

/** Any term of `facts`, in any unit and with any start. */
const shaped = fc.tuple(facts({ open: true }), starts, anyUnit).map(([term, start, unit]): TermFacts => {
  const amount = unit === 'calendar-months' ? 1 + (term.amount % 6) : term.amount
  return { ...term, start, unit, amount, extension: unit === 'calendar-months' ? 0 : (term.extension ?? 0) }
})

describe('a term of any unit and start', () => {
  it('is due on the same day with and without the walk', () => {
    fc.assert(
      fc.property(shaped, calendars, (term, calendar) => {
        const { due: last, explanation } = due(term, calendar)
        expect(dueDate(term, calendar)).toBe(last)
        if (last !== undefined) expect(explanation.at(-1)?.date).toBe(last)
        // One assertion for all days: a call of expect for each costs more than all the rest.
        const misplaced = explanation.filter(({ date }, index) => date !== addDays(term.received, index))
        expect(misplaced).toEqual([])
      }),
      runs,
    )
  })

  it('is due no sooner when it starts later or is longer', () => {
    fc.assert(
      fc.property(shaped, calendars, fc.nat(9), (term, calendar, more) => {
        // In months a later reception may lose fewer days to a pause than the shorter month takes away.
        const { pauses: _, ...free } = term
        const base = dueDate(free, calendar) ?? ''
        expect((dueDate({ ...free, amount: free.amount + more }, calendar) ?? '') >= base).toBe(true)
        const later = { ...free, received: addDays(free.received, more) }
        expect((dueDate(later, calendar) ?? '') >= base).toBe(true)
      }),
      runs,
    )
  })

  it('ends in months no sooner than they are over, whichever is day 1, and no sooner than the day before does', () => {
    fc.assert(
      fc.property(
        dates,
        fc.integer({ min: 1, max: 24 }),
        starts,
        calendars,
        (day, amount, start, calendar) => {
          const last = (received: string) =>
            dueDate({ received, start, amount, unit: 'calendar-months' }, calendar) ?? ''
          expect(last(day) >= addMonths(day, amount)).toBe(true)
          expect(last(addDays(day, 1)) >= last(day)).toBe(true)
        },
      ),
      runs,
    )
  })

  it('ends in months on a business day, at the same number of day or as soon after as there is one', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: 1, max: 24 }), calendars, (received, amount, calendar) => {
        const last = dueDate({ received, amount, unit: 'calendar-months' }, calendar) ?? ''
        const nominal = addMonths(received, amount)
        expect(calendar.isBusinessDay(last)).toBe(true)
        expect(addBusinessDays(addDays(nominal, -1), 1, calendar)).toBe(last)
        const shorter = nominal.slice(8) < received.slice(8)
        expect(shorter ? addDays(nominal, 1).slice(8) : nominal.slice(8)).toBe(
          shorter ? '01' : received.slice(8),
        )
      }),
      runs,
    )
  })

  it('is a span with an earliest and a latest day', () => {
    fc.assert(
      fc.property(facts(), calendars, fc.nat(9), ({ amount, ...term }, calendar, more) => {
        const { earliest = '', latest = '' } = dueRange(
          { ...term, from: amount, to: amount + more },
          calendar,
        )
        expect(earliest <= latest).toBe(true)
        expect(earliest).toBe(dueDate({ ...term, amount }, calendar))
      }),
      runs,
    )
  })
})

describe('days before an event', () => {
  it('are the same with and without the walk, and as many as were asked for', () => {
    fc.assert(
      fc.property(
        dates,
        fc.integer({ min: 1, max: 120 }),
        units,
        calendars,
        (event, amount, unit, calendar) => {
          const { date, explanation } = explainBefore({ event, amount, unit }, calendar)
          expect(dateBefore({ event, amount, unit }, calendar)).toBe(date)
          expect(explanation.at(-1)?.total).toBe(amount)
          expect(explanation.filter(({ counted }) => counted).length).toBe(amount)
        },
      ),
      runs,
    )
  })
})

const weekdays = [1, 2, 3, 4, 5]
const lunch = [
  { days: weekdays, from: '08:00', to: '12:30' },
  { days: weekdays, from: '13:30', to: '17:00' },
]
const uneven = [
  { days: [1, 2, 3, 4], from: '07:00', to: '16:00' },
  { days: [5], from: '07:00', to: '15:30' },
]
const windows = fc.constantFrom(undefined, lunch, uneven, [{ days: weekdays, from: '00:00', to: '24:00' }])
const minutes = (from: string, more: number) => new Date(Date.parse(from) + more * 60_000).toISOString()
const terms = fc
  .tuple(dates, fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 9000 }))
  .map(([date, minute, amount]) => ({ received: minutes(bogotaInstant(date), minute), hours: amount / 60 }))
const stops = fc.array(fc.tuple(fc.integer({ min: -600, max: 20_000 }), fc.nat(9000)), { maxLength: 3 })

describe('a term in hours', () => {
  it('has run exactly its hours when it is due, and not before', () => {
    fc.assert(
      fc.property(terms, windows, stops, calendars, (term, open, some, calendar) => {
        const pauses = some.map(([from, length]): HourPause => {
          return { from: minutes(term.received, from), to: minutes(term.received, from + length) }
        })
        const hours = { ...(open && { windows: open }), pauses }
        const end = dueInstant({ ...term, ...hours }, calendar) ?? ''
        expect(hoursBetween(term.received, end, calendar, hours)).toBeCloseTo(term.hours, 9)
        const before = minutes(end, -1)
        if (before >= term.received) {
          expect(hoursBetween(term.received, before, calendar, hours)).toBeLessThan(term.hours)
        }
      }),
      runs,
    )
  })

  it('is due no sooner when it starts later, is longer or pauses; a pause of no time changes nothing', () => {
    fc.assert(
      fc.property(terms, windows, calendars, fc.nat(5000), (term, open, calendar, more) => {
        const base = { ...term, ...(open && { windows: open }) }
        const end = dueInstant(base, calendar) ?? ''
        const at = minutes(term.received, more)
        expect((dueInstant({ ...base, hours: base.hours + more / 60 }, calendar) ?? '') >= end).toBe(true)
        expect((dueInstant({ ...base, received: at }, calendar) ?? '') >= end).toBe(true)
        expect(dueInstant({ ...base, pauses: [{ from: at, to: at }] }, calendar)).toBe(end)
        const [middle, last] = [minutes(at, 700), minutes(at, 1500)]
        const whole = dueInstant({ ...base, pauses: [{ from: at, to: last }] }, calendar) ?? ''
        const split = [
          { from: at, to: middle },
          { from: middle, to: last },
        ]
        expect(whole >= end).toBe(true)
        expect(dueInstant({ ...base, pauses: split }, calendar)).toBe(whole)
      }),
      runs,
    )
  })

  it('runs day and night without windows', () => {
    fc.assert(
      fc.property(terms, calendars, (term, calendar) => {
        expect(dueInstant(term, calendar)).toBe(minutes(term.received, Math.round(term.hours * 60)))
      }),
      runs,
    )
  })
})

it('finds the months between by the number of day', () => {
  expect(toDayNumber(addMonths('2026-11-22', 1)) - toDayNumber('2026-11-22')).toBe(30)
})
