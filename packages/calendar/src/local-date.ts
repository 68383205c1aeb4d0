/**
 * A day of the civil calendar, 'YYYY-MM-DD', with no hour and no zone: legal terms run in whole days of
 * Colombia's legal time. Two of them compare as strings.
 */
export type LocalDate = string

const msPerDay = 86_400_000
const shape = /^\d{4}-\d{2}-\d{2}$/

/** True for a day that exists: '2024-02-29' is one, '2023-02-29' and '2024-2-9' are not. */
export function isLocalDate(value: unknown): value is LocalDate {
  return typeof value === 'string' && shape.test(value) && isoDay(epochMs(value)) === value
}

/** Days since 1970-01-01. @throws RangeError if the date does not exist. */
export function toDayNumber(date: LocalDate): number {
  if (!isLocalDate(date)) throw new RangeError(`not a date: ${JSON.stringify(date)}`)
  return epochMs(date) / msPerDay
}

/** The inverse of `toDayNumber`. @throws RangeError outside the years 0000–9999. */
export function fromDayNumber(day: number): LocalDate {
  const date = Number.isInteger(day) ? isoDay(day * msPerDay) : ''
  if (!shape.test(date)) throw new RangeError(`not a day number: ${day}`)
  return date
}

/** The date `days` civil days later (earlier when negative). */
export function addDays(date: LocalDate, days: number): LocalDate {
  return fromDayNumber(toDayNumber(date) + days)
}

/** ISO weekday: 1 Monday … 7 Sunday. */
export function weekday(date: LocalDate): number {
  return weekdayOf(toDayNumber(date))
}

/** ISO weekday of a day number; 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}

// setUTCFullYear and not Date.UTC, which reads the years 0 to 99 as 1900 to 1999.
function epochMs(date: LocalDate): number {
  return new Date(0).setUTCFullYear(
    Number(date.slice(0, 4)),
    Number(date.slice(5, 7)) - 1,
    Number(date.slice(8, 10)),
  )
}

function isoDay(ms: number): string {
  return Number.isFinite(ms) && Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString().slice(0, 10) : ''
}
