import { DAY } from './business-time.ts'

/** What an area is tried with: so many times what it did, more or fewer people, or so many cases a business day. */
export type Staffing =
  | { readonly percent: number }
  | { readonly people: { readonly before: number; readonly after: number } }
  | { readonly perDay: number }

/** How an area went while it had work: cases that left it, and the business seconds that these took it. */
export interface Pace {
  readonly cases: number
  readonly worked: number
}

/** `after` units of work in the time of `before`. Whole numbers, so that what is unchanged is exactly that. */
export interface Rate {
  readonly before: number
  readonly after: number
}

/** Business seconds, `until` left out. */
export interface Period {
  readonly from: number
  readonly until: number
}

const PARTS = 10_000
/** A thousand times as fast is at once, and keeps every product a whole number that can be written. */
const MOST = 1_000 * PARTS

/** Undefined where cases a day can't be compared with a pace that nobody knows. */
export function rateOf(staffing: Staffing, pace: Pace): Rate | undefined {
  if ('percent' in staffing) return { before: 100, after: staffing.percent }
  if ('people' in staffing) return staffing.people
  if (pace.cases === 0 || pace.worked === 0) return undefined
  const times = staffing.perDay / casesADay(pace)
  return { before: PARTS, after: Math.min(Math.round(times * PARTS), MOST) }
}

/** Cases a business day with work; 0 where none left. */
export function casesADay({ cases, worked }: Pace): number {
  return cases === 0 || worked === 0 ? 0 : (cases * DAY) / worked
}

/**
 * When work that begins at `start` is done: in the period at another rate, before and after it at the recorded one.
 * Never earlier for a later start, more work or a lower rate; at an unchanged rate exactly `start` + `work`.
 */
export function finish(
  start: number,
  work: number,
  { before, after }: Rate,
  { from, until }: Period,
): number {
  if (start + work <= from || start >= until) return start + work
  const begins = Math.max(start, from)
  const left = work - (begins - start)
  const takes = left === 0 ? 0 : Math.ceil((left * before) / after)
  if (begins + takes <= until) return begins + takes
  return until + left - Math.floor(((until - begins) * after) / before)
}
