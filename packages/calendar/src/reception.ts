import { bogotaDate, toLocalMs } from './bogota.ts'
import type { Calendar } from './calendar.ts'
import { fromDayNumber, type LocalDate } from './local-date.ts'
import { everyWeek, type MinuteWindow, minuteOf, type Schedule } from './schedule.ts'

/** When requests are received: ISO weekdays and times of day 'HH:MM'; `to` itself is outside. */
export interface ReceptionWindow {
  readonly days: readonly number[]
  readonly from: string
  readonly to: string
}

export const msPerMinute = 60_000
export const msPerDay = 86_400_000
/** Longer than any stretch of days on which nobody receives. */
const longestClosing = 400

/** True if the instant falls inside a window, on a business day. */
export function isWithinReception(
  instant: string | Date,
  hours: ReceptionWindow | Schedule,
  calendar: Calendar,
): boolean {
  const ms = toLocalMs(instant)
  const day = Math.floor(ms / msPerDay)
  const minute = (ms - day * msPerDay) / msPerMinute
  return openOn(day, asSchedule(hours), calendar).some(({ from, to }) => from <= minute && minute < to)
}

/**
 * The day on which a request counts as received. Outside the windows it is the next business day on which there is
 * one: half past seven is outside as much as half past five, and as much as noon where noon is closed. For internal
 * requests only; a citizen's petition is received the day it arrives, whatever the hour (Ley 1437/2011 art. 5 num. 1).
 * @throws RangeError if the hours have no weekday between 1 and 5
 */
export function receptionDate(
  instant: string | Date,
  hours: ReceptionWindow | Schedule,
  calendar: Calendar,
): LocalDate {
  if (isWithinReception(instant, hours, calendar)) return bogotaDate(instant)
  return fromDayNumber(nextOpenDay(Math.floor(toLocalMs(instant) / msPerDay), asSchedule(hours), calendar))
}

/**
 * True of what is received at a time of day, 'HH:MM', or after it: within the hours when it comes, outside them when
 * they open next.
 * @throws RangeError if the hours have no weekday between 1 and 5
 */
export function comesLate(
  instant: string | Date,
  before: string,
  hours: ReceptionWindow | Schedule,
  calendar: Calendar,
): boolean {
  const ms = toLocalMs(instant)
  const day = Math.floor(ms / msPerDay)
  const limit = minuteOf(before)
  if (isWithinReception(instant, hours, calendar)) return (ms - day * msPerDay) / msPerMinute >= limit
  const schedule = asSchedule(hours)
  const [opening] = openOn(nextOpenDay(day, schedule, calendar), schedule, calendar)
  return opening !== undefined && opening.from >= limit
}

/** The first day after `day` that works and has a window. @throws RangeError if there is none within a year */
export function nextOpenDay(day: number, schedule: Schedule, calendar: Calendar): number {
  for (let next = day + 1; next <= day + longestClosing; next++) {
    if (openOn(next, schedule, calendar).length > 0) return next
  }
  throw new RangeError('the window never opens')
}

export function asSchedule(hours: ReceptionWindow | Schedule): Schedule {
  if (typeof hours === 'function') return hours
  return everyWeek([{ days: [...hours.days], hours: [{ from: hours.from, to: hours.to }] }])
}

function openOn(day: number, schedule: Schedule, calendar: Calendar): readonly MinuteWindow[] {
  return calendar.isBusinessDay(fromDayNumber(day)) ? schedule(day) : []
}
