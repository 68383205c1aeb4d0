import { type LocalDate, toDayNumber } from './local-date.ts'

/**
 * Day number of Easter Sunday in the Gregorian calendar, any year from 1583.
 * @source the anonymous method sent to Nature on 1876-04-20, proved by Butcher (1877) and given by
 * J. Meeus, Astronomical Algorithms, ch. 8; the letters are the ones it is published with.
 */
export function easterDay(year: number): number {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = Math.floor(b / 4)
  const e = b % 4
  const f = Math.floor((b + 8) / 25)
  const g = Math.floor((b - f + 1) / 3)
  const h = (19 * a + b - d - g + 15) % 30
  const i = Math.floor(c / 4)
  const k = c % 4
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const n = h + l - 7 * m + 114
  const date: LocalDate = `${year}-0${Math.floor(n / 31)}-${String((n % 31) + 1).padStart(2, '0')}`
  return toDayNumber(date)
}
