import { addDays, bogotaDate, bogotaInstant, type Calendar, type LocalDate } from '@ventanilla/calendar'
import { due, type ExplainedDay } from '../due.ts'
import { type HourFacts, hoursBetween } from '../hours.ts'
import type { Count } from './count.ts'
import { hoursInWords } from './spanish.ts'

/** Every day of the term, each with the norm it rests on: a day that counts rests on the article of the term. */
export function explainCount(count: Count, calendar: Calendar): readonly ExplainedDay[] {
  const days = 'days' in count.facts ? due(count.facts.days, calendar).explanation : ofHours(count, calendar)
  return days.map((day) => ({ ...day, source: day.source ?? count.article }))
}

const msPerHour = 3_600_000

/** A term in hours, day by day: how many of them ran on each, in whole milliseconds, since a sum of rounded hours isn't the term. */
function ofHours({ facts, due: lastDay, endsAt }: Count, calendar: Calendar): readonly ExplainedDay[] {
  if (!('hours' in facts)) return []
  const { hours } = facts
  const open = (hours.pauses ?? []).find(({ to }) => to === undefined)?.from
  const end = endsAt ?? open ?? hours.received
  const days: ExplainedDay[] = []
  const last = lastDay ?? bogotaDate(end)
  for (let date = bogotaDate(hours.received), ms = 0; date <= last; date = addDays(date, 1)) {
    const ran = Math.round(hoursOn(hours, bogotaInstant(date), end, calendar) * msPerHour)
    ms += ran
    const total = Math.round((ms / msPerHour) * 1e6) / 1e6
    const said = `corrieron ${hoursInWords(ran / msPerHour)}`
    days.push({ date, counted: ran > 0, ...dayOfHours(date, hours, said, ran, calendar), total })
  }
  return days
}

/** Day and night hours run on any day, so of its calendar nothing is asked, be it one that forbids to count there. */
function dayOfHours(date: LocalDate, { windows }: HourFacts, said: string, ran: number, calendar: Calendar) {
  if (windows === undefined) return { why: said, kind: 'calendar-day' as const }
  const { text, why: kind, source } = calendar.day(date)
  return { why: `${text}: ${said}`, kind, ...(ran === 0 && source !== undefined && { source }) }
}

function hoursOn(hours: HourFacts, midnight: string, end: string, calendar: Calendar): number {
  const next = new Date(Date.parse(midnight) + 86_400_000).toISOString()
  const from = midnight > hours.received ? midnight : hours.received
  const to = next < end ? next : end
  return from < to ? hoursBetween(from, to, calendar, hours) : 0
}
