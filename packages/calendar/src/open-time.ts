import type { Calendar } from './calendar.ts'
import { fromDayNumber } from './local-date.ts'
import { msPerDay, msPerMinute } from './reception.ts'
import type { MinuteWindow, Schedule } from './schedule.ts'

/** Where in open time an instant lies. Instants are local milliseconds (`toLocalMs`), open time is in milliseconds. */
export interface OpenTime {
  isOpen(local: number): boolean
  /** Open time from the start of the calendar. @throws RangeError outside the days it covers */
  upTo(local: number): number
  /** The first instant at which so much open time has gone by: at a closing, not at the opening after it. */
  firstWith(open: number): number
  /** The last one: at an opening. */
  lastWith(open: number): number
}

/** Minutes that were open before each day, summed once: any stretch is one subtraction, any end one search. */
export function openTime(calendar: Calendar, schedule: Schedule): OpenTime {
  const { first, last } = calendar.workingDays.range
  const { countThroughDay } = calendar.workingDays
  // Counting throws for a day that isn't covered. The first day has none before it to compare with.
  const works = (day: number) =>
    day === first
      ? calendar.isBusinessDay(fromDayNumber(day))
      : countThroughDay(day) > countThroughDay(day - 1)
  const windows = (day: number) => (works(day) ? schedule(day) : [])
  const before = new Int32Array(last - first + 2)
  for (let day = first; day <= last; day++) {
    before[day - first + 1] = (before[day - first] ?? 0) + minutesOf(windows(day))
  }
  const msBefore = (index: number) => (before[index] ?? 0) * msPerMinute

  /** Of the days whose sum with their own windows passes `test`, the first. It only grows, so half the days are out each time. */
  function dayWhere(test: (sum: number) => boolean): number {
    let [low, high] = [0, last - first + 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if (test(msBefore(middle + 1))) high = middle
      else low = middle + 1
    }
    if (low > last - first) throw new RangeError('the calendar ends before so many hours have gone by')
    return low
  }

  return {
    isOpen(local) {
      const { day, ms } = dayAt(local)
      return windows(day).some(({ from, to }) => from * msPerMinute <= ms && ms < to * msPerMinute)
    },
    upTo(local) {
      const { day, ms } = dayAt(local)
      const today = windows(day).reduce((sum, one) => sum + goneBy(one, ms), 0)
      return msBefore(day - first) + today
    },
    firstWith(open) {
      const index = dayWhere((sum) => sum >= open)
      return (first + index) * msPerDay + within(windows(first + index), open - msBefore(index), true)
    },
    lastWith(open) {
      if (open < 0) throw new RangeError('the calendar begins after so many hours before')
      const index = dayWhere((sum) => sum > open)
      return (first + index) * msPerDay + within(windows(first + index), open - msBefore(index), false)
    },
  }
}

function dayAt(local: number): { day: number; ms: number } {
  const day = Math.floor(local / msPerDay)
  return { day, ms: local - day * msPerDay }
}

function minutesOf(windows: readonly MinuteWindow[]): number {
  return windows.reduce((sum, { from, to }) => sum + to - from, 0)
}

function goneBy({ from, to }: MinuteWindow, ms: number): number {
  return Math.min(Math.max(ms - from * msPerMinute, 0), (to - from) * msPerMinute)
}

/** Where `rest` of a day's open time has gone by. @param atEnd a window that is used up ends there, and not where the next begins */
function within(windows: readonly MinuteWindow[], rest: number, atEnd: boolean): number {
  for (const { from, to } of windows) {
    const length = (to - from) * msPerMinute
    if (atEnd ? rest <= length : rest < length) return from * msPerMinute + rest
    rest -= length
  }
  throw new Error('a day has no more open time than its windows')
}
