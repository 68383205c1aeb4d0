import { addDays, fromDayNumber, toDayNumber } from '@ventanilla/calendar'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Denominator, denominatorDecider, denominatorOn } from '../src/domain/denominator/decider.ts'
import { periodBefore } from '../src/domain/period-before.ts'

it.each([
  ['a month', ['2024-03-01', '2024-03-31'], ['2024-02-01', '2024-02-29']],
  ['a quarter, over a year', ['2024-01-01', '2024-03-31'], ['2023-10-01', '2023-12-31']],
  ['a year', ['2024-01-01', '2024-12-31'], ['2023-01-01', '2023-12-31']],
  ['some days', ['2024-03-05', '2024-03-14'], ['2024-02-24', '2024-03-04']],
  ['a day', ['2024-03-01', '2024-03-01'], ['2024-02-29', '2024-02-29']],
])('before %s is as much', (_, [from = '', to = ''], [first, last]) => {
  expect(periodBefore({ from, to })).toEqual({ from: first, to: last })
})

it('ends the day before, and is as long, unless both are of whole months', () => {
  const day = fc.integer({ min: toDayNumber('1990-01-01'), max: toDayNumber('2100-12-31') })
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 800 }), (first, more) => {
      const [from, to] = [fromDayNumber(first), fromDayNumber(first + more)]
      const before = periodBefore({ from, to })
      expect(before.to).toBe(addDays(from, -1))
      const length = toDayNumber(before.to) - toDayNumber(before.from)
      const whole = from.endsWith('-01') && addDays(to, 1).endsWith('-01')
      if (whole) expect([before.from.slice(8), Math.abs(length - more) <= 4]).toEqual(['01', true])
      else expect(length).toBe(more)
    }),
    { numRuns: 5_000 },
  )
})

it('knows of a number what was said of the day or the last before, put right by what was said last', () => {
  const said = [
    { on: '2024-01-01', value: 100 },
    { on: '2024-03-01', value: 120 },
    { on: '2024-01-01', value: 110 },
    { on: '2024-01-01', value: 110 },
  ].map((one) => ({ name: 'clientes-vigentes', by: 'jefa', ...one }))
  let known: Denominator = denominatorDecider.initial
  let written = 0
  for (const one of said) {
    const decision = denominatorDecider.decide({ type: 'State', ...one }, known)
    if ('refused' in decision) throw new Error('refused')
    written += decision.length
    known = decision.reduce(denominatorDecider.evolve, known)
  }
  expect(written).toBe(3)
  expect(denominatorOn(known, '2023-12-31')).toBeUndefined()
  expect(denominatorOn(known, '2024-02-29')).toEqual({ on: '2024-01-01', value: 110 })
  expect(denominatorOn(known, '2024-03-01')).toEqual({ on: '2024-03-01', value: 120 })
})
