import { firstYear, isLocalDate, type LocalDate } from '@ventanilla/calendar'

/** Days that a filing may bear: from the first year of the calendars to one from which any term still fits them. */
export const earliestFiling: LocalDate = `${firstYear}-01-01`
export const latestFiling: LocalDate = '2100-12-31'

export function isFilingDate(value: string): value is LocalDate {
  return isLocalDate(value) && value >= earliestFiling && value <= latestFiling
}
