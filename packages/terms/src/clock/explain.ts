import { addDays, bogotaDate, bogotaInstant, type Calendar } from '@ventanilla/calendar'
import { due, type ExplainedDay } from '../due.ts'
import { type HourFacts, hoursBetween } from '../hours.ts'
import type { Count } from './count.ts'
import { hoursInWords } from './spanish.ts'

/** Every day of the term, each with the norm it rests on: a day that counts rests on the article of the term. */
export function explainCount(count: Count, calendar: Calendar): readonly ExplainedDay[] {
  const days = 'days' in count.facts ? due(count.facts.days, calendar).explanation : ofHours(count, calendar)
  return days.map((day) => ({ ...day, source: day.source ?? count.article }))
}

/** A term in hours, day by day: how many of them ran on each. */
function ofHours({ facts, due: lastDay, endsAt }: Count, calendar: Calendar): readonly ExplainedDay[] {
  if (!('hours' in facts)) return []
  const { hours } = facts
  const open = (hours.pauses ?? []).find(({ to }) => to === undefined)?.from
  const end = endsAt ?? open ?? hours.received
  const days: ExplainedDay[] = []
  const last = lastDay ?? bogotaDate(end)
  for (let date = bogotaDate(hours.received), total = 0; date <= last; date = addDays(date, 1)) {
    const ran = hoursOn(hours, bogotaInstant(date), end, calendar)
    total = Math.round((total + ran) * 1e6) / 1e6
    const { text, why, source } = calendar.day(date)
    const kind = hours.windows === undefined ? 'calendar-day' : why
    const reason = `${hours.windows === undefined ? 'corrieron' : `${text}: corrieron`} ${hoursInWords(ran)}`
    days.push({
      date,
      counted: ran > 0,
      why: reason,
      kind,
      total,
      ...(ran === 0 && source ? { source } : {}),
    })
  }
  return days
}

function hoursOn(hours: HourFacts, midnight: string, end: string, calendar: Calendar): number {
  const next = new Date(Date.parse(midnight) + 86_400_000).toISOString()
  const from = midnight > hours.received ? midnight : hours.received
  const to = next < end ? next : end
  return from < to ? hoursBetween(from, to, calendar, hours) : 0
}
