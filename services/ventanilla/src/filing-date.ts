import { firstYear, isLocalDate, type LocalDate, lastYear } from '@ventanilla/calendar'

/** Days that a filing may bear: from the first of the calendars to one from which any term still fits them. */
export const earliestFiling: LocalDate = `${firstYear}-01-01`
export const latestFiling: LocalDate = '2100-12-31'

export function isFilingDate(value: string): value is LocalDate {
  return isCalendarDate(value) && value <= latestFiling
}

/** The last day that an answer may bear: routing takes no move of a later one. */
export const latestAnswer: LocalDate = '2150-12-31'

/** A day that calendars cover, such as a due date or the day of an answer. */
export function isCalendarDate(value: string): value is LocalDate {
  return isLocalDate(value) && value >= earliestFiling && value <= `${lastYear}-12-31`
}
