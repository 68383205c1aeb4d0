import {
  addDays,
  bogotaDate,
  bogotaInstant,
  type Calendar,
  type LocalDate,
  type ServiceHours,
  serviceHours,
  weekday,
} from '@ventanilla/calendar'
import { addBusinessDays, businessDaysBetween } from './business-days.ts'

/** Hours in which time runs on business days: ISO weekdays and times of day 'HH:MM', half-open. Several may share a day. */
interface ServiceWindow {
  readonly days: readonly number[]
  readonly from: string
  readonly to: string
}

/** Instants between which a term in hours stands still; without `to` it still does. */
export interface HourPause {
  readonly from: string
  readonly to?: string
}

/**
 * A term in business hours over some windows, or over the hours in which the entity attends by its calendar's
 * overlays. Without windows time runs day and night, on every day.
 */
export interface HourFacts {
  /** ISO instant with its zone. */
  readonly received: string
  readonly hours: number
  readonly windows?: readonly ServiceWindow[] | 'attended'
  readonly pauses?: readonly HourPause[]
}

/** Ten years of hours, as `longestTerm` of days. */
export const longestInHours = 87_600

const msPerMinute = 60_000
const msPerHour = 60 * msPerMinute

/**
 * The instant at which a term in hours is over, ISO UTC; undefined while a pause without an end holds it. A term
 * that runs out with a window ends with it, not at the opening of the next one.
 * @throws RangeError for hours that can't be, windows that overlap, end before they begin or never open, and
 *   where no overlay says when the entity attends
 */
export function dueInstant(facts: HourFacts, calendar: Calendar): string | undefined {
  if (!(facts.hours > 0 && facts.hours <= longestInHours))
    throw new RangeError(`not hours of a term: ${facts.hours}`)
  const time = openTime(facts.windows, calendar)
  let at = Date.parse(facts.received)
  if (Number.isNaN(at)) throw new RangeError(`not an instant: ${facts.received}`)
  let left = Math.round(facts.hours * msPerHour)
  for (const { from, to } of joined(facts.pauses)) {
    if (to <= at) continue
    const free = from > at ? time.between(at, from) : 0
    if (left <= free) break
    if (to === Number.POSITIVE_INFINITY) return undefined
    left -= free
    at = to
  }
  return new Date(time.after(at, left)).toISOString()
}

/** Hours that have run from one instant to a later one; what `dueInstant` gives the end of. */
export function hoursBetween(
  from: string,
  to: string,
  calendar: Calendar,
  { windows, pauses }: Pick<HourFacts, 'windows' | 'pauses'> = {},
): number {
  const time = openTime(windows, calendar)
  const [start, end] = [Date.parse(from), Date.parse(to)]
  let ran = time.between(start, end)
  for (const pause of joined(pauses)) {
    const [one, other] = [Math.max(pause.from, start), Math.min(pause.to, end)]
    if (one < other) ran -= time.between(one, other)
  }
  return ran / msPerHour
}

interface OpenTime {
  between(from: number, to: number): number
  after(from: number, ms: number): number
}

function openTime(windows: HourFacts['windows'], calendar: Calendar): OpenTime {
  if (windows === undefined) return { between: (from, to) => to - from, after: (from, ms) => from + ms }
  if (windows === 'attended') return attended(calendar)
  checkWindows(windows)
  const slices = (date: LocalDate): Slice[] => (calendar.isBusinessDay(date) ? slicesOn(date, windows) : [])
  const opened = (date: LocalDate, from: number, to: number) =>
    slices(date).reduce((sum, one) => sum + Math.max(0, Math.min(one.to, to) - Math.max(one.from, from)), 0)
  const whole = hoursOfEveryDay(windows)
  return {
    between(from, to) {
      const [first, last] = [bogotaDate(new Date(from)), bogotaDate(new Date(to))]
      if (first === last) return opened(first, from, to)
      let sum = opened(first, from, to) + opened(last, from, to)
      if (whole) return sum + whole * businessDaysBetween(first, dayBefore(last), calendar)
      for (let day = dayAfter(first); day < last; day = dayAfter(day)) sum += opened(day, from, to)
      return sum
    },
    after(from, ms) {
      let date = bogotaDate(new Date(from))
      let left = ms
      const today = opened(date, from, Number.POSITIVE_INFINITY)
      // Whole days at once where they are alike; the last one is always walked, since it holds the end.
      const days = whole && left > today ? Math.ceil((left - today) / whole) : 0
      if (whole && days > 0) {
        date = addBusinessDays(date, days, calendar)
        left -= today + (days - 1) * whole
      }
      for (;;) {
        for (const slice of slices(date)) {
          const start = Math.max(slice.from, from)
          if (start + left <= slice.to) return start + left
          left -= Math.max(0, slice.to - start)
        }
        date = dayAfter(date)
      }
    },
  }
}

// They are summed once for each calendar: 79 k days.
const known = new WeakMap<Calendar, ServiceHours>()

function attended(calendar: Calendar): OpenTime {
  const hours = known.get(calendar) ?? serviceHours(calendar)
  known.set(calendar, hours)
  return {
    between: (from, to) => Math.round(hours.minutesBetween(new Date(from), new Date(to)) * msPerMinute),
    after: (from, ms) => Date.parse(hours.addMinutes(new Date(from), ms / msPerMinute)),
  }
}

interface Slice {
  readonly from: number
  readonly to: number
}

function slicesOn(date: LocalDate, windows: readonly ServiceWindow[]): Slice[] {
  return windows
    .filter(({ days }) => days.includes(weekday(date)))
    .map(({ from, to }) => ({
      from: Date.parse(bogotaInstant(date, from)),
      to: to === '24:00' ? Date.parse(bogotaInstant(dayAfter(date))) : Date.parse(bogotaInstant(date, to)),
    }))
    .sort((one, other) => one.from - other.from)
}

/** What every business day has, in ms, if they are all alike; a Monday to Friday stands for all. */
function hoursOfEveryDay(windows: readonly ServiceWindow[]): number | undefined {
  const week = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27']
  const lengths = week.map((day) => slicesOn(day, windows).reduce((sum, { from, to }) => sum + to - from, 0))
  return new Set(lengths).size === 1 ? lengths[0] : undefined
}

function checkWindows(windows: readonly ServiceWindow[]): void {
  if (!windows.some(({ days }) => days.some((day) => day >= 1 && day <= 5))) {
    throw new RangeError('the windows never open')
  }
  for (const { from, to } of windows) {
    if (from >= to) throw new RangeError(`a window from ${from} to ${to} ends before it begins`)
  }
  for (const day of [1, 2, 3, 4, 5]) {
    const on = windows.filter(({ days }) => days.includes(day)).toSorted((a, b) => (a.from < b.from ? -1 : 1))
    if (on.some(({ from }, index) => index > 0 && from < (on[index - 1]?.to ?? ''))) {
      throw new RangeError('two windows overlap')
    }
  }
}

function joined(pauses: readonly HourPause[] = []): readonly Slice[] {
  const merged: Slice[] = []
  const all = pauses.map(({ from, to }) => ({
    from: Date.parse(from),
    to: to === undefined ? Number.POSITIVE_INFINITY : Date.parse(to),
  }))
  for (const pause of all.sort((one, other) => one.from - other.from)) {
    if (!(pause.to >= pause.from)) throw new RangeError('a pause ends before it starts, or is no instant')
    const last = merged.at(-1)
    if (last === undefined || last.to < pause.from) merged.push(pause)
    else merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, pause.to) }
  }
  return merged
}

const dayAfter = (date: LocalDate) => addDays(date, 1)
const dayBefore = (date: LocalDate) => addDays(date, -1)
