import { addMonths } from '@ventanilla/terms'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { monthsLater } from '../src/recount/months.ts'

it.each([
  ['2026-01-31', 1, '2026-02-28'],
  ['2024-01-31', 1, '2024-02-29'],
  ['2026-11-30', 3, '2027-02-28'],
  ['2026-12-15', 12, '2027-12-15'],
])('%s and %i months is %s', (date, months, later) => {
  expect(monthsLater(date, months)).toBe(later)
})

it('two who count months by the calendar come to the same day', () => {
  const dates = fc
    .date({ min: new Date('1984-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10))
  fc.assert(
    fc.property(dates, fc.integer({ min: 1, max: 120 }), (date, months) => {
      expect(monthsLater(date, months)).toBe(addMonths(date, months))
    }),
    { numRuns: 2000 },
  )
})
