import type { Calendar } from './calendar.ts'
import { toDayNumber, weekdayOf } from './local-date.ts'
import type { Overlay } from './overlay.ts'
import type { HourWindow, Week } from './overlay-hours.ts'

/** Minutes of the day, half-open: at `to` itself it is closed. */
export interface MinuteWindow {
  readonly from: number
  readonly to: number
}

/** The windows of a day by its number, in order. Whether the day works at all is its calendar's to say. */
export type Schedule = (day: number) => readonly MinuteWindow[]

/** What is asked for, where an entity receives some procedures or kinds in other hours than the rest. */
export interface Requested {
  readonly procedure?: string
  readonly kind?: string
}

/** The hours in which the entity attends, by its overlays; undefined if none of them says. */
export function attentionHours({ overlays }: Calendar): Schedule | undefined {
  return scheduleOf(overlays.flatMap(({ attention, valid }) => (attention ? { week: attention, valid } : [])))
}

/**
 * The hours in which internal requests of that procedure and kind are received, by the calendar's overlays; undefined
 * if none of them says. Of several weeks that fit in one overlay the later prevails.
 */
export function receptionHours({ overlays }: Calendar, of: Requested = {}): Schedule | undefined {
  const fits = (ids: readonly string[] | undefined, id: string | undefined) =>
    ids === undefined || (id !== undefined && ids.includes(id))
  const weeks = overlays.flatMap(({ reception = [], valid }) => {
    const found = reception.findLast((one) => fits(one.procedures, of.procedure) && fits(one.kinds, of.kind))
    return found ? { week: found.week, valid } : []
  })
  return scheduleOf(weeks)
}

/** The same week for ever. */
export function everyWeek(week: Week): Schedule {
  const byWeekday = windowsByWeekday(week)
  return (day) => byWeekday[weekdayOf(day)] ?? []
}

/** The same windows, none of which lasts beyond that time of day, 'HH:MM'. */
export function closingAt(schedule: Schedule, time: string): Schedule {
  const limit = minuteOf(time)
  return (day) =>
    schedule(day).flatMap(({ from, to }) => (from < limit ? { from, to: Math.min(to, limit) } : []))
}

interface Valid {
  readonly week: Week
  readonly valid: Overlay['valid']
}

/**
 * On a day of no validity the hours that were in force last go on, and before the first the first: an office doesn't
 * close because nobody wrote a file for January. (`warningsBetween` tells of those days.)
 */
function scheduleOf(weeks: readonly Valid[]): Schedule | undefined {
  if (weeks.length === 0) return undefined
  const stretches = weeks.map(({ week, valid }) => ({
    ...{ first: toDayNumber(valid.from), last: toDayNumber(valid.to) },
    windows: windowsByWeekday(week),
  }))
  const byEnd = stretches.toSorted((one, other) => one.last - other.last)
  const earliest = stretches.toSorted((one, other) => one.first - other.first)[0]
  return (day) => {
    const holds = stretches.findLast(({ first, last }) => first <= day && day <= last)
    const found = holds ?? byEnd.findLast(({ last }) => last < day) ?? earliest
    return found?.windows[weekdayOf(day)] ?? []
  }
}

function windowsByWeekday(week: Week): readonly (readonly MinuteWindow[])[] {
  const found: MinuteWindow[][] = Array.from({ length: 8 }, () => [])
  for (const { days, hours } of week) for (const day of days) found[day]?.push(...hours.map(inMinutes))
  return found.map((windows) => windows.toSorted((one, other) => one.from - other.from))
}

function inMinutes({ from, to }: HourWindow): MinuteWindow {
  return { from: minuteOf(from), to: minuteOf(to) }
}

/** '24:00' is 1440. */
export function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
}
