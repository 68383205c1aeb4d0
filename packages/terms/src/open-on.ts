import { attentionHours, type Calendar, type LocalDate, toDayNumber, weekday } from '@ventanilla/calendar'
import type { HourFacts } from './hours.ts'

/** Times of day 'HH:MM', half-open; the end of the day is '24:00'. */
export interface OpenHours {
  readonly from: string
  readonly to: string
}

/** The hours of a day in which a term in hours may run, in order: none of one that doesn't work, where it runs over windows. */
export function openOn(
  date: LocalDate,
  { windows }: Pick<HourFacts, 'windows'>,
  calendar: Calendar,
): readonly OpenHours[] {
  if (windows === undefined) return [{ from: '00:00', to: '24:00' }]
  if (!calendar.isBusinessDay(date)) return []
  if (windows === 'attended') {
    const minutes = attentionHours(calendar)?.(toDayNumber(date)) ?? []
    return minutes.map(({ from, to }) => ({ from: timeOf(from), to: timeOf(to) }))
  }
  return windows
    .filter(({ days }) => days.includes(weekday(date)))
    .map(({ from, to }) => ({ from, to }))
    .sort((one, other) => (one.from < other.from ? -1 : 1))
}

function timeOf(minute: number): string {
  return [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':')
}
