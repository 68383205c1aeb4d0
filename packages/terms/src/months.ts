import { addDays, type Calendar, fromDayNumber, type LocalDate, toDayNumber } from '@ventanilla/calendar'
import type { Stretch, Unit } from './term-facts.ts'

/**
 * The same number of day some months later (earlier when negative), or the month's last day where it has no such
 * number: 31 January and one month is 28 or 29 February. @source Ley 4/1913 art. 59
 */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  const index = year * 12 + (month - 1) + months
  const last = toDayNumber(firstOfMonth(index + 1)) - 1
  return fromDayNumber(Math.min(toDayNumber(firstOfMonth(index)) + day - 1, last))
}

function firstOfMonth(index: number): LocalDate {
  const year = String(Math.floor(index / 12)).padStart(4, '0')
  return `${year}-${String((index % 12) + 1).padStart(2, '0')}-01`
}

/** The date itself if it works, else the next one that does. */
export function nextBusinessDay(date: LocalDate, calendar: Calendar): LocalDate {
  let day = date
  while (!calendar.isBusinessDay(day)) day = addDays(day, 1)
  return day
}

/**
 * A stretch in months is as many days as lie between here and there; how many depends on where it begins.
 * @param numbered the day whose number it ends on, where that isn't the one it comes after
 */
export function inDays(
  { amount, unit }: Pick<Stretch, 'amount' | 'unit'>,
  after: LocalDate,
  numbered = after,
): { amount: number; unit: Unit } {
  if (unit !== 'calendar-months') return { amount, unit }
  const days = toDayNumber(addMonths(numbered, amount)) - toDayNumber(after)
  return { amount: days, unit: 'calendar-days' }
}
