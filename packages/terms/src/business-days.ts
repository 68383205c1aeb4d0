import { addDays, bogotaInstant, type Calendar, type LocalDate } from '@ventanilla/calendar'

/** Business days after `after` up to and including `upTo`; negative when `upTo` is the earlier one. */
export function businessDaysBetween(after: LocalDate, upTo: LocalDate, calendar: Calendar): number {
  return calendar.workingDays.countThrough(upTo) - calendar.workingDays.countThrough(after)
}

/**
 * The n-th business day after `date`, or before it when n is negative; `date` itself, working or not, for 0.
 * @throws RangeError beyond the days that calendars cover
 */
export function addBusinessDays(date: LocalDate, n: number, calendar: Calendar): LocalDate {
  const { workingDays } = calendar
  if (n > 0) return workingDays.nth(workingDays.countThrough(date) + n)
  return n === 0 ? date : workingDays.nth(workingDays.countThrough(addDays(date, -1)) + 1 + n)
}

/** `date` if it is a business day, else the one before it. */
export function lastBusinessDayOnOrBefore(date: LocalDate, calendar: Calendar): LocalDate {
  return calendar.workingDays.nth(calendar.workingDays.countThrough(date))
}

/**
 * The instant at which a term is over, ISO UTC: midnight in Bogotá at the end of its last day. Half-open: what
 * happens one millisecond before is in time.
 */
export function endOfDue(due: LocalDate): string {
  return bogotaInstant(addDays(due, 1))
}
