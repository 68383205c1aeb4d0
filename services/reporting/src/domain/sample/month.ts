import { addDays, bogotaInstant, type LocalDate } from '@ventanilla/calendar'

/** A month, in days of Bogotá. */
export interface Month {
  /** '2027-02' */
  readonly month: string
  readonly first: LocalDate
  readonly last: LocalDate
  /** The first instant that isn't of the month any more. */
  readonly end: string
}

/** Undefined for what names no month of the years that calendars cover. */
export function parseMonth(text: string): Month | undefined {
  const [, year, number] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text) ?? []
  if (year === undefined || Number(year) < 1984 || Number(year) > 2199) return undefined
  const last = addDays(`${nextMonth(text)}-01`, -1)
  return { month: text, first: `${year}-${number}-01`, last, end: bogotaInstant(addDays(last, 1)) }
}

/** '2027-01' after '2026-12'. */
export function nextMonth(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
}

export function previousMonth(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, '0')}`
}
