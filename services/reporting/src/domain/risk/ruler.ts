import {
  type Calendar,
  fromDayNumber,
  type LocalDate,
  nationalCalendar,
  toDayNumber,
  type WorkingDays,
} from '@ventanilla/calendar'

/** Counts days in the unit of a term. What is compared is counted by one and the same. */
export interface Ruler {
  /** Days after `from` up to and with `to` that count; of a term that isn't in business days, all of them. */
  daysAfter(unit: string, from: LocalDate, to: LocalDate): number
  /** The business days among as many last ones before `today`, the earliest first. */
  businessDaysBefore(today: LocalDate, count: number): LocalDate[]
}

export const BUSINESS_DAYS = 'business-days'

/** How far back business days are looked for. */
const YEAR = 366

/**
 * By an entity's calendar; by the nation's where that one refuses days which nobody has laid down. A closing that
 * suspends some terms alone counts as a closing: cases are compared here, and no due date is decided.
 */
export function rulerOf(calendar: Calendar): Ruler {
  let national: WorkingDays | undefined
  const daysFor = (first: number, last: number) => {
    const { range } = calendar.workingDays
    if (first >= range.first && last <= range.last) return calendar.workingDays
    national ??= nationalCalendar().workingDays
    return national
  }

  function businessDays(from: number, to: number): number {
    const days = daysFor(Math.min(from, to), Math.max(from, to))
    const within = (day: number) => Math.min(Math.max(day, days.range.first), days.range.last)
    return days.countThroughDay(within(to)) - days.countThroughDay(within(from))
  }

  return {
    daysAfter(unit, from, to) {
      const [first, last] = [toDayNumber(from), toDayNumber(to)]
      return unit === BUSINESS_DAYS ? businessDays(first, last) : last - first
    },
    businessDaysBefore(today, count) {
      const found: number[] = []
      const before = toDayNumber(today)
      for (let day = before - 1; found.length < count && day > before - YEAR; day--)
        if (businessDays(day - 1, day) === 1) found.push(day)
      return found.reverse().map(fromDayNumber)
    },
  }
}
