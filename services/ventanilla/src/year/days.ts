import { addDays, type Calendar, type LocalDate, weekday } from '@ventanilla/calendar'
import type { Season } from './mix.ts'

/** How many of a year's cases come in on each of its days: the same number in all, whatever the rounding. */
export function* casesByDay(
  year: number,
  cases: number,
  season: Season,
  calendar: Calendar,
): Generator<{ date: LocalDate; count: number }> {
  const dates = datesOf(year)
  const whole = dates.reduce((sum, date) => sum + shareOf(date, season, calendar), 0)
  let share = 0
  let given = 0
  for (const date of dates) {
    share += shareOf(date, season, calendar)
    const until = date === dates.at(-1) ? cases : Math.round((cases * share) / whole)
    yield { date, count: until - given }
    given = until
  }
}

function shareOf(date: LocalDate, season: Season, calendar: Calendar): number {
  const day = weekday(date)
  const month = season.months[Number(date.slice(5, 7)) - 1] ?? 1
  if (!calendar.isBusinessDay(date))
    return month * (day < 6 ? season.holiday : (season.weekdays[day - 1] ?? 0))
  const before = addDays(date, -1)
  const after = day !== 1 && !calendar.isBusinessDay(before) ? season.afterHoliday : 1
  return month * (season.weekdays[day - 1] ?? 1) * after
}

function datesOf(year: number): LocalDate[] {
  const dates: LocalDate[] = []
  for (let date = `${year}-01-01`; date <= `${year}-12-31`; date = addDays(date, 1)) dates.push(date)
  return dates
}
