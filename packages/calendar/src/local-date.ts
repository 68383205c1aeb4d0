/**
 * A day of the civil calendar, 'YYYY-MM-DD', with no hour and no zone: legal terms run in whole days of
 * Colombia's legal time. Two of them compare as strings.
 */
export type LocalDate = string

const daysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365]
/** 0000-01-01 and 9999-12-31. */
const firstDay = -719_528
const lastDay = 2_932_896

/** True for a day that exists: '2024-02-29' is one, '2023-02-29' and '2024-2-9' are not. */
export function isLocalDate(value: unknown): value is LocalDate {
  return typeof value === 'string' && !Number.isNaN(dayOf(value))
}

/** Days since 1970-01-01. @throws RangeError if the date does not exist. */
export function toDayNumber(date: LocalDate): number {
  const day = dayOf(date)
  if (Number.isNaN(day)) throw new RangeError(`not a date: ${JSON.stringify(date)}`)
  return day
}

// Texts of the days that were asked for. Terms of the same months ask for the same few hundred, and writing one costs
// ten times as much as all the rest of a due date (1984–2199 is 79 k days: 3 MB if every one were asked for).
const texts: (LocalDate | undefined)[] = []
const firstText = 5113 // 1984-01-01
const lastText = 84_005 // 2199-12-31

/** The inverse of `toDayNumber`. @throws RangeError outside the years 0000–9999. */
export function fromDayNumber(day: number): LocalDate {
  if (!(Number.isInteger(day) && day >= firstDay && day <= lastDay)) {
    throw new RangeError(`not a day number: ${day}`)
  }
  if (day < firstText || day > lastText) return textOf(day)
  const known = texts[day - firstText]
  if (known !== undefined) return known
  const text = textOf(day)
  texts[day - firstText] = text
  return text
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

/** The day number, NaN for what is no date. By arithmetic: a Date costs a microsecond, and reads 30 February as 2 March. */
function dayOf(date: string): number {
  if (date.length !== 10 || date.charCodeAt(4) !== 45 || date.charCodeAt(7) !== 45) return Number.NaN
  const year = pair(date, 0) * 100 + pair(date, 2)
  const month = pair(date, 5)
  const day = pair(date, 8)
  if (!(year >= 0 && month >= 1 && month <= 12 && day >= 1)) return Number.NaN
  const before = daysBefore[month - 1] ?? 0
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const length = (daysBefore[month] ?? 0) - before + (leap && month === 2 ? 1 : 0)
  if (day > length) return Number.NaN
  const past = year - 1
  const leaps = Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400)
  // 719 162 days from 0001-01-01 to 1970-01-01.
  return past * 365 + leaps - 719_162 + before + (leap && month > 2 ? 1 : 0) + day - 1
}

/** Two digits as a number, NaN if they are none. */
function pair(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48
  const units = text.charCodeAt(at + 1) - 48
  return tens >= 0 && tens <= 9 && units >= 0 && units <= 9 ? tens * 10 + units : Number.NaN
}

function textOf(day: number): LocalDate {
  return new Date(day * 86_400_000).toISOString().slice(0, 10)
}
