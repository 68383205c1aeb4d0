import { addDays, bogotaInstant, type LocalDate } from '@ventanilla/calendar'

/** A quarter of a year, in days of Bogotá. */
export interface Quarter {
  /** '2024-Q1' */
  readonly period: string
  readonly year: number
  readonly number: 1 | 2 | 3 | 4
  readonly first: LocalDate
  readonly last: LocalDate
}

const PERIOD = /^(\d{4})-Q([1-4])$/

/** The years that days can be counted in: those of the calendars. */
const FIRST_YEAR = 1984
const LAST_YEAR = 2199

/** Undefined for what names no quarter: '2024-Q5', '2024-1', a year that no calendar covers. */
export function parseQuarter(period: string): Quarter | undefined {
  const [, year, number] = PERIOD.exec(period) ?? []
  if (year === undefined || Number(year) < FIRST_YEAR || Number(year) > LAST_YEAR) return undefined
  return quarterOf(Number(year), Number(number) as Quarter['number'])
}

export function previousQuarter({ year, number }: Quarter): Quarter | undefined {
  const before = number === 1 ? [year - 1, 4] : [year, number - 1]
  return parseQuarter(`${before[0]}-Q${before[1]}`)
}

/** The first instant that isn't of the quarter any more (half-open): 23:59:59.999 of its last day still is. */
export function endOfQuarter({ last }: Quarter): string {
  return bogotaInstant(addDays(last, 1))
}

function quarterOf(year: number, number: Quarter['number']): Quarter {
  const month = (n: number) => String(n).padStart(2, '0')
  const first = `${year}-${month(number * 3 - 2)}-01`
  const next = number === 4 ? `${year + 1}-01-01` : `${year}-${month(number * 3 + 1)}-01`
  return { period: `${year}-Q${number}`, year, number, first, last: addDays(next, -1) }
}
