import { isLocalDate, type LocalDate } from './local-date.ts'

// Legal time of Colombia: UTC-5 all year (Decreto 2707/1982). The one exception, the daylight saving of
// 1992-05-03 to 1993-04-04, is older than any case that is filed here and is not modelled.
const offsetMs = 5 * 3_600_000
const midnight = new Date(offsetMs).toISOString().slice(10)
const zoned = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/i
const clock = /^([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,3})?)?$/

/**
 * The day it is in Bogotá at that instant. @param instant a Date, or ISO text that carries its zone.
 * @throws RangeError for text without a zone, whose meaning would depend on the machine it is read on.
 */
export function bogotaDate(instant: string | Date): LocalDate {
  return bogotaClock(instant).slice(0, 10)
}

/** The time of day in Bogotá at that instant, 'HH:MM:SS.mmm'; compares as a string. @throws as bogotaDate. */
export function bogotaTime(instant: string | Date): string {
  return bogotaClock(instant).slice(11, 23)
}

/**
 * The instant, ISO UTC with milliseconds, of a day and a time of day in Bogotá:
 * `bogotaInstant('2026-11-22', '10:00')` is '2026-11-22T15:00:00.000Z'.
 * @param time 'HH:MM', 'HH:MM:SS' or 'HH:MM:SS.mmm' @throws RangeError if either does not exist.
 */
export function bogotaInstant(date: LocalDate, time = '00:00'): string {
  if (!isLocalDate(date)) throw new RangeError(`not a date: ${JSON.stringify(date)}`)
  if (time === '00:00') return date + midnight // every mark of every term; a Date takes ten times as long
  if (!clock.test(time)) throw new RangeError(`not a time of day: ${JSON.stringify(time)}`)
  const full = time.length === 5 ? `${time}:00` : time
  return new Date(Date.parse(`${date}T${full}Z`) + offsetMs).toISOString()
}

/** Milliseconds since 1970-01-01 00:00 in Bogotá, where every day has 86 400 000 of them. @throws as bogotaDate. */
export function toLocalMs(instant: string | Date): number {
  return epochMs(instant) - offsetMs
}

/** The inverse of `toLocalMs`, ISO UTC. */
export function fromLocalMs(ms: number): string {
  return new Date(ms + offsetMs).toISOString()
}

function bogotaClock(instant: string | Date): string {
  return new Date(toLocalMs(instant)).toISOString()
}

function epochMs(instant: string | Date): number {
  if (typeof instant === 'string' && !zoned.test(instant)) {
    throw new RangeError(`an instant is ISO text that carries its zone: ${JSON.stringify(instant)}`)
  }
  // The day is checked apart: Date.parse reads 30 February as 2 March.
  const exists = typeof instant !== 'string' || isLocalDate(instant.slice(0, 10))
  const ms = typeof instant === 'string' ? Date.parse(instant) : instant.getTime()
  if (!exists || Number.isNaN(ms)) throw new RangeError(`not an instant: ${JSON.stringify(instant)}`)
  return ms
}
