import { firstYear, lastYear } from './holidays.ts'
import { fromDayNumber, type LocalDate, toDayNumber } from './local-date.ts'

/**
 * Business days numbered from 1 on 1984-01-01, so that any count of days is one subtraction and any due date
 * one look-up. The whole range is 79 k days: 0.6 MB and about 2 ms, once per calendar.
 */
export interface WorkingDays {
  /** Business days from the start of the calendar to `date`, both included. @throws RangeError outside it */
  countThrough(date: LocalDate): number
  /** The business day with that number. @throws RangeError if the calendar does not reach it */
  nth(number: number): LocalDate
}

const first = toDayNumber(`${firstYear}-01-01`)
const last = toDayNumber(`${lastYear}-12-31`)

export function numberWorkingDays(isBusinessDay: (day: number) => boolean): WorkingDays {
  const through = new Int32Array(last - first + 1)
  const days = new Int32Array(last - first + 1)
  let count = 0
  for (let day = first; day <= last; day++) {
    if (isBusinessDay(day)) days[count++] = day
    through[day - first] = count
  }
  return {
    countThrough(date) {
      const counted = through[toDayNumber(date) - first]
      if (counted === undefined) throw outside(date)
      return counted
    },
    nth(number) {
      const day = number >= 1 && number <= count ? days[number - 1] : undefined
      if (day === undefined) throw new RangeError(`the calendar has no business day number ${number}`)
      return fromDayNumber(day)
    },
  }
}

/** The date's day number. @throws RangeError when calendars do not cover it (1984–2199). */
export function coveredDay(date: LocalDate): number {
  const day = toDayNumber(date)
  if (day < first || day > last) throw outside(date)
  return day
}

function outside(date: LocalDate): RangeError {
  return new RangeError(`calendars cover ${firstYear}–${lastYear}, not ${date}`)
}
