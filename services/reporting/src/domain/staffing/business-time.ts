import {
  type Calendar,
  fromDayNumber,
  type LocalDate,
  nationalCalendar,
  toDayNumber,
} from '@ventanilla/calendar'

export const DAY = 86_400
/** Bogotá's, all year. */
const OFFSET = 5 * 3_600

/** Seconds of business days alone, whole days of Bogotá: what isn't one takes no time. */
export interface BusinessTime {
  at(secondsSince1970: number): number
  startOf(day: LocalDate): number
  /** The business day on which it lies; at the very end of one, the next. */
  dayOf(time: number): LocalDate
}

/** How far beyond what is recorded a date may be asked for, in days. */
const BEYOND = 3_660

/**
 * By an entity's calendar; by the nation's where that one doesn't reach all of these days. @param days those that are
 * recorded, first and last
 */
export function businessTimeOf(
  calendar: Calendar,
  days: { first: LocalDate; last: LocalDate },
): BusinessTime {
  const asked = { first: toDayNumber(days.first) - 1, last: toDayNumber(days.last) + BEYOND }
  const own = calendar.workingDays
  const covers = asked.first >= own.range.first && asked.last <= own.range.last
  const { countThroughDay, nthDay, range } = covers ? own : nationalCalendar().workingDays
  const within = (day: number) => Math.min(Math.max(day, range.first), range.last)
  const through = (day: number) => countThroughDay(within(day))
  const [least, most] = [through(range.first) || 1, through(range.last)]

  function atLocal(local: number): number {
    const day = Math.floor(local / DAY)
    const before = through(day - 1)
    return before * DAY + (through(day) - before) * (local - day * DAY)
  }

  return {
    at: (seconds) => atLocal(seconds - OFFSET),
    startOf: (day) => atLocal(toDayNumber(day) * DAY),
    dayOf(time) {
      const number = Math.floor(time / DAY) + 1
      return fromDayNumber(nthDay(Math.min(Math.max(number, least), most)))
    },
  }
}

/** The day in Bogotá of an instant in seconds since 1970. */
export function bogotaDay(seconds: number): LocalDate {
  return fromDayNumber(Math.floor((seconds - OFFSET) / DAY))
}

/** The instant at which a day in Bogotá begins, in seconds since 1970. */
export function beginningOf(day: LocalDate): number {
  return toDayNumber(day) * DAY + OFFSET
}

export const noonOf = (day: LocalDate): number => beginningOf(day) + DAY / 2
