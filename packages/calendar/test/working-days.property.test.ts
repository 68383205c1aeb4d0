import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromDayNumber, nationalCalendar, toDayNumber } from '../src/index.ts'
import { libraryHolidays } from './library-days.ts'

const runs = { numRuns: 10_000 }
const { workingDays } = nationalCalendar()
const library = libraryHolidays(1984, 2050)

/** From 1984 to a day from which no term below leaves 2050. */
const days = fc.integer({ min: toDayNumber('1984-01-01'), max: toDayNumber('2049-06-30') })
const terms = fc.integer({ min: 1, max: 250 })

const due = (day: number, term: number) => workingDays.nthDay(workingDays.countThroughDay(day) + term)
const between = (after: number, upTo: number) =>
  workingDays.countThroughDay(upTo) - workingDays.countThroughDay(after)

/** Day by day, by the library's holidays and Date's own weekdays: nothing of ours. */
function walk(day: number, term: number): number {
  for (let left = term; left > 0; ) {
    day++
    const weekday = new Date(day * 86_400_000).getUTCDay()
    if (weekday !== 0 && weekday !== 6 && !library.has(day)) left--
  }
  return day
}

describe('business days, from 1984 to 2050', () => {
  it('are those of a walk day by day over the holidays of date-holidays', () => {
    fc.assert(
      fc.property(days, terms, (day, term) => {
        expect(due(day, term)).toBe(walk(day, term))
      }),
      runs,
    )
  })

  it('come out the same by dates as by day numbers', () => {
    fc.assert(
      fc.property(days, terms, (day, term) => {
        const date = fromDayNumber(day)
        expect(workingDays.nth(workingDays.countThrough(date) + term)).toBe(fromDayNumber(due(day, term)))
      }),
      runs,
    )
  })

  it('as many have gone by at the due date as the term has, and one less the day before', () => {
    fc.assert(
      fc.property(days, terms, (day, term) => {
        expect(between(day, due(day, term))).toBe(term)
        expect(between(day, due(day, term) - 1)).toBe(term - 1)
      }),
      runs,
    )
  })

  it('never end earlier for who starts later or has a day more', () => {
    fc.assert(
      fc.property(days, terms, fc.nat(60), (day, term, later) => {
        expect(due(day + later, term)).toBeGreaterThanOrEqual(due(day, term))
        expect(due(day, term + 1)).toBeGreaterThan(due(day, term))
      }),
      runs,
    )
  })

  it('end on the same day counted in one stretch or in two', () => {
    fc.assert(
      fc.property(days, terms, terms, (day, one, other) => {
        expect(due(due(day, one), other)).toBe(due(day, one + other))
      }),
      runs,
    )
  })
})
