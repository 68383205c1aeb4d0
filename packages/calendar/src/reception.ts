import { bogotaDate, bogotaTime } from './bogota.ts'
import type { Calendar } from './calendar.ts'
import { addDays, type LocalDate, weekday } from './local-date.ts'

/** When requests are received: ISO weekdays and times of day 'HH:MM'; `to` itself is outside. */
export interface ReceptionWindow {
  readonly days: readonly number[]
  readonly from: string
  readonly to: string
}

/** True if the instant falls inside the window, on a business day. */
export function isWithinReception(
  instant: string | Date,
  window: ReceptionWindow,
  calendar: Calendar,
): boolean {
  const time = bogotaTime(instant)
  return opens(bogotaDate(instant), window, calendar) && time >= window.from && time < window.to
}

/**
 * The day on which a request counts as received. Outside the window it is the next business day on which it
 * opens: half past seven is outside as much as half past five. For internal requests only; a citizen's
 * petition is received the day it arrives, whatever the hour (Ley 1437/2011 art. 5 num. 1).
 * @throws RangeError if the window has no weekday between 1 and 5
 */
export function receptionDate(
  instant: string | Date,
  window: ReceptionWindow,
  calendar: Calendar,
): LocalDate {
  let date = bogotaDate(instant)
  if (isWithinReception(instant, window, calendar)) return date
  if (!window.days.some((day) => day >= 1 && day <= 5)) throw new RangeError('the window never opens')
  do date = addDays(date, 1)
  while (!opens(date, window, calendar))
  return date
}

function opens(date: LocalDate, window: ReceptionWindow, calendar: Calendar): boolean {
  return window.days.includes(weekday(date)) && calendar.isBusinessDay(date)
}
