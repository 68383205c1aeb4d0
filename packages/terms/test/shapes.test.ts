import { nationalCalendar } from '@ventanilla/calendar'
import {
  addMonths,
  dateBefore,
  due,
  dueDate,
  dueInstant,
  dueRange,
  explainBefore,
  type HourFacts,
} from '@ventanilla/terms'
import { describe, expect, it } from 'vitest'

const calendar = nationalCalendar()

describe('terms in months', () => {
  it.each([
    ['whatever comes before it', { from: '2026-11-20', to: '2026-11-25' }, '2026-12-14'],
    ['held on the day it is carried on to', { from: '2026-12-09', to: '2026-12-15' }, '2026-12-15'],
    ['and a weekend is no day it goes on with', { from: '2026-12-09', to: '2026-12-12' }, '2026-12-14'],
    ['held on the holiday alone', { from: '2026-12-08', to: '2026-12-09' }, '2026-12-09'],
    ['held without an end', { from: '2026-12-09' }, undefined],
  ])('end on a day that works and on which they run: %s', (_, pause, expected) => {
    // Received on 8 November: a month ends on 8 December, a holiday, and is carried on to the 9th.
    const term = { received: '2026-11-08', amount: 1, unit: 'calendar-months' as const }
    const facts = { ...term, pauses: [{ ...pause, reason: 'Petición incompleta' }] }
    expect(dueDate(term, calendar)).toBe('2026-12-09')
    expect(dueDate(facts, calendar)).toBe(expected)
    expect(due(facts, calendar).due).toBe(expected)
  })

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-11-22', 1, '2026-12-22'],
    ['2026-12-15', 2, '2027-02-15'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-01-31', -1, '2025-12-31'],
  ])('%s and %i months: %s', (date, months, expected) => {
    expect(addMonths(date, months)).toBe(expected)
  })

  // Art. 59: the first and the last day have the same number. Five months of 1 March end on 1 August, a Saturday.
  it.each([
    ['same-day', '2026-02-28', '2026-07-28'],
    ['same-day', '2026-03-01', '2026-08-03'],
    ['following-day', '2026-03-01', '2026-08-03'],
    ['same-day', '2026-03-02', '2026-08-03'],
    ['same-day', '2026-03-31', '2026-08-31'],
  ] as const)('by %s end on the number of the day of reception: %s, %s', (start, received, expected) => {
    const term = { received, start, amount: 5, unit: 'calendar-months' as const }
    expect(dueDate(term, calendar)).toBe(expected)
    const { due: last, explanation } = due(term, calendar)
    expect([last, explanation[0]?.date, explanation[0]?.counted]).toEqual([
      ...[expected, received, start === 'same-day'],
    ])
  })

  it('roll from a day that does not work to the next that does, and say so', () => {
    // 8 December is a holiday.
    const term = { received: '2026-11-08', amount: 1, unit: 'calendar-months' as const }
    const { due: last, explanation } = due(term, calendar)
    expect(last).toBe('2026-12-09')
    expect(explanation.at(-1)).toMatchObject({ kind: 'rolled', source: 'Ley 4/1913 art. 62', total: 30 })
    expect(dueDate({ ...term, received: '2026-11-22' }, calendar)).toBe('2026-12-22')
  })
})

describe('day 1', () => {
  it.each([
    ['following-day', '2026-12-14'],
    // On a Sunday the day of reception counts no more than the next one does.
    ['same-day', '2026-12-14'],
    ['next-business-day', '2026-12-14'],
  ] as const)('by %s, received on a Sunday', (start, expected) => {
    const term = { received: '2026-11-22', amount: 15, unit: 'business-days' as const, start }
    expect(dueDate(term, calendar)).toBe(expected)
  })

  it.each([
    ['following-day', '2026-11-27'],
    ['same-day', '2026-11-26'],
    ['next-business-day', '2026-11-27'],
  ] as const)('by %s, received on a Sunday, in calendar days', (start, expected) => {
    expect(dueDate({ received: '2026-11-22', amount: 5, unit: 'calendar-days', start }, calendar)).toBe(
      expected,
    )
  })

  it('waits in calendar days for the first business day', () => {
    const term = {
      received: '2026-11-20',
      amount: 5,
      unit: 'calendar-days',
      start: 'next-business-day',
    } as const
    const { due: last, explanation } = due(term, calendar)
    expect(last).toBe('2026-11-27')
    expect(explanation.slice(0, 4).map(({ kind, total }) => [kind, total])).toEqual([
      ['received', 0],
      ['not-started', 0],
      ['not-started', 0],
      ['calendar-day', 1],
    ])
  })
})

describe('spans and days before', () => {
  it('gives the earliest and the latest day', () => {
    expect(dueRange({ received: '2026-11-23', from: 5, to: 8, unit: 'business-days' }, calendar)).toEqual({
      earliest: '2026-11-30',
      latest: '2026-12-03',
    })
    expect(() =>
      dueRange({ received: '2026-11-23', from: 8, to: 5, unit: 'business-days' }, calendar),
    ).toThrow(RangeError)
  })

  // Document 001: a need 90 calendar days before the training, material 15 or at the latest 5, an update 10 business days.
  it.each([
    [90, 'calendar-days', '2026-09-16'],
    [15, 'calendar-days', '2026-11-30'],
    [5, 'calendar-days', '2026-12-10'],
    [10, 'business-days', '2026-11-30'],
  ] as const)('%i %s before Tuesday 15 December 2026: %s', (amount, unit, expected) => {
    expect(dateBefore({ event: '2026-12-15', amount, unit }, calendar)).toBe(expected)
  })

  it('explains each of them, and refuses what is no number of days', () => {
    const { explanation } = explainBefore({ event: '2026-12-09', amount: 1, unit: 'business-days' }, calendar)
    expect(explanation.map(({ kind, total }) => [kind, total])).toEqual([
      ['event', 0],
      ['holiday', 0],
      ['business-day', 1],
    ])
    for (const amount of [0, 1.5, 4000]) {
      expect(() => dateBefore({ event: '2026-12-09', amount, unit: 'business-days' }, calendar)).toThrow(
        RangeError,
      )
    }
  })
})

describe('business hours', () => {
  const days = [1, 2, 3, 4, 5]
  const windows = [
    { days, from: '08:00', to: '12:00' },
    { days, from: '13:00', to: '17:00' },
  ]
  const from = (received: string, hours: number, more: Partial<HourFacts> = {}) =>
    dueInstant({ received: `2026-${received}:00-05:00`, hours, windows, ...more }, calendar)

  it.each([
    // Friday 16:30 and one hour: half of it on Monday.
    ['11-20T16:30', 1, '2026-11-23T13:30:00.000Z'],
    // Over lunch.
    ['11-23T11:30', 1, '2026-11-23T18:30:00.000Z'],
    // Ends with the window, not at the opening of the next.
    ['11-23T16:00', 1, '2026-11-23T22:00:00.000Z'],
    // Before opening and after closing the first minute is the next opening.
    ['11-23T06:00', 1, '2026-11-23T14:00:00.000Z'],
    ['12-07T18:00', 1, '2026-12-09T14:00:00.000Z'],
    ['11-23T08:00', 80, '2026-12-04T22:00:00.000Z'],
  ])('from %s, %i hours', (received, hours, expected) => {
    expect(from(received, hours)).toBe(expected)
  })

  it('stand still while paused', () => {
    const pauses = [{ from: '2026-11-23T14:00:00Z', to: '2026-11-24T14:00:00Z' }]
    expect(from('11-23T08:00', 2, { pauses })).toBe('2026-11-24T15:00:00.000Z')
    expect(from('11-23T08:00', 2, { pauses: [{ from: '2026-11-23T14:00:00Z' }] })).toBeUndefined()
    expect(from('11-23T08:00', 1, { pauses: [{ from: '2026-11-23T14:00:00Z' }] })).toBe(
      '2026-11-23T14:00:00.000Z',
    )
  })

  it.each<[string, Partial<HourFacts>]>([
    ['no hour', { hours: 0 }],
    ['more than ten years', { hours: 90_000 }],
    ['no instant', { received: 'ayer' }],
    ['windows that never open', { windows: [{ days: [6, 7], from: '08:00', to: '12:00' }] }],
    ['a window that ends before it begins', { windows: [{ days, from: '12:00', to: '08:00' }] }],
    ['windows that overlap', { windows: [...windows, { days: [3], from: '16:00', to: '18:00' }] }],
    [
      'a pause that ends before it starts',
      { pauses: [{ from: '2026-11-24T00:00Z', to: '2026-11-23T00:00Z' }] },
    ],
  ])('refuse %s', (_, wrong) => {
    const facts: HourFacts = { received: '2026-11-23T13:00:00Z', hours: 1, windows, ...wrong }
    expect(() => dueInstant(facts, calendar)).toThrow(RangeError)
  })
})
