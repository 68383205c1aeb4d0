import { bogotaDate, fromLocalMs, toLocalMs } from './bogota.ts'
import type { Calendar } from './calendar.ts'
import { fromDayNumber, type LocalDate } from './local-date.ts'
import {
  asSchedule,
  isWithinReception,
  msPerDay,
  msPerMinute,
  nextOpenDay,
  type ReceptionWindow,
} from './reception.ts'
import { attentionHours, type Schedule } from './schedule.ts'

/** Whose the request is: a citizen's, or of one area of the entity to another. */
export type Nature = 'petition' | 'internal-request'

export interface Moment {
  /** ISO UTC. */
  readonly at: string
  /** The day of it in Colombia. */
  readonly on: LocalDate
}

/** Three instants that are one only by chance. */
export interface ThreeInstants {
  /** When it reached the entity. */
  readonly received: Moment
  /** When the law or the agreement takes it as presented: day 1 of its term is the first counted day after `filed.on`. */
  readonly filed: Moment
  /** When it was given its number. Nothing is counted from it. */
  readonly numbered: Moment
}

export interface Arrival {
  readonly nature: Nature
  readonly receivedAt: string | Date
  readonly calendar: Calendar
  /** Of internal requests: outside of them they are filed at the next business day's opening. None: whenever they come. */
  readonly hours?: ReceptionWindow | Schedule
  /**
   * `at-once` (the default: a register of 365 days), or `next-business-day`: what comes on a day that doesn't work, or
   * outside the hours of attention where they are known, is numbered when the entity next opens.
   */
  readonly numbering?: 'at-once' | 'next-business-day'
  /** When it was numbered, once it has been: then nothing is worked out. */
  readonly numberedAt?: string | Date
}

/**
 * A petition is filed when it arrives, at any hour of any day (Ley 1437/2011 art. 5 num. 1); an internal request when
 * it arrives within the hours of reception, else when they next open on another business day.
 * @throws RangeError for a day that the calendar doesn't cover
 */
export function threeInstants(arrival: Arrival): ThreeInstants {
  const { receivedAt, numberedAt } = arrival
  return {
    received: moment(receivedAt),
    filed: filed(arrival),
    numbered: numberedAt === undefined ? numbered(arrival) : moment(numberedAt),
  }
}

function filed({ nature, receivedAt, calendar, hours }: Arrival): Moment {
  if (nature === 'petition' || hours === undefined) return moment(receivedAt)
  if (isWithinReception(receivedAt, hours, calendar)) return moment(receivedAt)
  return opening(receivedAt, asSchedule(hours), calendar)
}

function numbered({ receivedAt, calendar, numbering }: Arrival): Moment {
  if (numbering !== 'next-business-day') return moment(receivedAt)
  const schedule = attentionHours(calendar) ?? wholeDay
  if (isWithinReception(receivedAt, schedule, calendar)) return moment(receivedAt)
  // Before opening it is numbered the same day, when the office opens: nothing is lost by that.
  const early = sameDayOpening(receivedAt, schedule, calendar)
  return early ?? opening(receivedAt, schedule, calendar)
}

const wholeDay: Schedule = () => [{ from: 0, to: 24 * 60 }]

function sameDayOpening(instant: string | Date, schedule: Schedule, calendar: Calendar): Moment | undefined {
  if (!calendar.isBusinessDay(bogotaDate(instant))) return undefined
  const local = toLocalMs(instant)
  const day = Math.floor(local / msPerDay)
  const next = schedule(day).find(({ from }) => day * msPerDay + from * msPerMinute > local)
  return next && moment(fromLocalMs(day * msPerDay + next.from * msPerMinute))
}

function opening(instant: string | Date, schedule: Schedule, calendar: Calendar): Moment {
  const day = nextOpenDay(Math.floor(toLocalMs(instant) / msPerDay), schedule, calendar)
  const minute = schedule(day)[0]?.from ?? 0
  return { at: fromLocalMs(day * msPerDay + minute * msPerMinute), on: fromDayNumber(day) }
}

function moment(instant: string | Date): Moment {
  return { at: fromLocalMs(toLocalMs(instant)), on: bogotaDate(instant) }
}
