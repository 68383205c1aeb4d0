import { firstYear, lastYear } from './holidays.ts'
import { fromDayNumber, type LocalDate, toDayNumber } from './local-date.ts'

/**
 * Business days numbered from 1 on 1984-01-01, so that any count of days is one subtraction and any due date
 * one look-up. The whole range is 79 k days: 0.6 MB and about 2 ms, once per calendar. Days come as dates or as day
 * numbers (`toDayNumber`): those who count by the million keep numbers.
 */
export interface WorkingDays {
  /** Business days from the start of the calendar to `date`, both included. @throws RangeError outside it */
  countThrough(date: LocalDate): number
  /** The business day with that number. @throws RangeError if the calendar does not reach it */
  nth(number: number): LocalDate
  countThroughDay(day: number): number
  nthDay(number: number): number
  /** The days that may be counted. */
  readonly range: DayRange
}

const first = toDayNumber(`${firstYear}-01-01`)
const last = toDayNumber(`${lastYear}-12-31`)
export const wholeRange: DayRange = { first, last }

/** Day numbers, both included. */
export interface DayRange {
  readonly first: number
  readonly last: number
}

/** @param range the days that may be counted. @param refuse what to throw for another one */
export function numberWorkingDays(
  isBusinessDay: (day: number) => boolean,
  range: DayRange = wholeRange,
  refuse: (day: number) => RangeError = notCovered,
): WorkingDays {
  const through = new Int32Array(last - first + 1)
  const days = new Int32Array(last - first + 1)
  let count = 0
  for (let day = first; day <= last; day++) {
    if (isBusinessDay(day)) days[count++] = day
    through[day - first] = count
  }
  return onDates({
    range,
    countThroughDay(day) {
      const counted = through[day - first]
      if (counted === undefined || day < range.first || day > range.last) throw refuse(day)
      return counted
    },
    nthDay(number) {
      const day = number >= 1 && number <= count ? days[number - 1] : undefined
      if (day === undefined) throw new RangeError(`the calendar has no business day number ${number}`)
      if (day < range.first || day > range.last) throw refuse(day)
      return day
    },
  })
}

/** The same numbering with some days more, without numbering anew. @param extra day numbers that don't work in `base`, in order */
export function withExtraDays(base: WorkingDays, extra: readonly number[]): WorkingDays {
  const numbers = extra.map((day, index) => base.countThroughDay(day) + index + 1)
  return onDates({
    range: base.range,
    countThroughDay: (day) => base.countThroughDay(day) + countUpTo(extra, day),
    nthDay(number) {
      const upTo = countUpTo(numbers, number)
      const own = numbers[upTo - 1] === number ? extra[upTo - 1] : undefined
      return own ?? base.nthDay(number - upTo)
    },
  })
}

function onDates({ countThroughDay, nthDay, range }: Omit<WorkingDays, 'countThrough' | 'nth'>): WorkingDays {
  return {
    ...{ countThroughDay, nthDay, range },
    countThrough: (date) => countThroughDay(toDayNumber(date)),
    nth: (number) => fromDayNumber(nthDay(number)),
  }
}

/** How many of the sorted values are at most `limit`: a handful, so they are walked. */
function countUpTo(sorted: readonly number[], limit: number): number {
  let count = 0
  for (const value of sorted) {
    if (value > limit) break
    count++
  }
  return count
}

/** The date's day number. @throws RangeError when calendars do not cover it (1984–2199). */
export function coveredDay(date: LocalDate): number {
  const day = toDayNumber(date)
  if (day < first || day > last) throw notCovered(day)
  return day
}

function notCovered(day: number): RangeError {
  return new RangeError(`calendars cover ${firstYear}–${lastYear}, not ${fromDayNumber(day)}`)
}
