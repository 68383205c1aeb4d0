import { addDays, bogotaDate, bogotaInstant, type Calendar, type LocalDate } from '@ventanilla/calendar'
import type { WideCertificate } from '@ventanilla/certificate'
import { type Count, due, type HourFacts, hoursBetween, openOn } from '@ventanilla/terms'
import type { Explanation } from '../domain/explain.ts'
import type { Common } from './certificate-of.ts'

interface Wide {
  readonly unit: WideCertificate['term']['unit']
  readonly explained: Explanation
  readonly calendar: Calendar
}

/** A term in months or hours, with what it takes to count that again. */
export function wideCertificate(common: Common, wide: Wide): WideCertificate {
  const { facts } = wide.explained.standing.count
  return 'hours' in facts ? ofHours(common, wide, facts.hours) : ofMonths(common, wide)
}

type Day = WideCertificate['days'][number]

function ofMonths({ term, ...common }: Common, { unit, explained, calendar }: Wide): WideCertificate {
  const { days, standing } = explained
  return {
    ...{ ...common, version: 2 },
    term: { ...term, unit, start: 'following-day', receivedAt: null },
    pauses: standing.term.pauses.map(({ from, to, reason, basis }) => ({
      ...{ from, to: to ?? null, reason, source: basis ?? null, fromAt: null, toAt: null },
    })),
    days: days.map(({ source, ...day }) => ({
      ...{ ...day, kind: day.kind as Day['kind'], source: source ?? null, open: null },
    })),
    lastDays: lastDays(explained, calendar),
    judgedAt: null,
  }
}

/**
 * What the day is on which the months run out, and each after it up to the one that the term is carried on to; none
 * while they are suspended.
 */
function lastDays({ days, standing }: Explanation, calendar: Calendar): WideCertificate['lastDays'] {
  const last = days.findLastIndex(({ counted }) => counted)
  if (days.at(-1)?.total !== monthsInDays(standing.count, calendar)) return []
  const carried = days.slice(last).filter(({ kind }) => kind !== 'paused')
  return carried.map(({ date }) => {
    const { why: kind, text: why, source } = calendar.day(date)
    return { date, kind, why, source: source ?? null }
  })
}

/** How many days all of them have, had they gone on. */
function monthsInDays({ facts }: Count, calendar: Calendar): number | undefined {
  if (!('days' in facts)) return undefined
  const pauses = (facts.days.pauses ?? []).filter(({ to }) => to !== undefined)
  return due({ ...facts.days, pauses }, calendar).explanation.at(-1)?.total
}

const msPerHour = 3_600_000

/** By instants: days tell where these lie, and of each when it is open. */
function ofHours(
  { term, ...common }: Common,
  { unit, explained, calendar }: Wide,
  hours: HourFacts,
): WideCertificate {
  const { days, standing } = explained
  const { stops = [] } = standing.term
  const ended = common.endedOn !== null
  return {
    ...{ ...common, version: 2 },
    term: {
      ...{ ...term, unit, start: 'reception', receivedAt: hours.received },
      received: bogotaDate(hours.received),
    },
    pauses: stops.map(({ from, to, reason, basis }) => ({
      ...{ from: bogotaDate(from), to: to === undefined ? null : bogotaDate(to), reason },
      ...{ source: basis ?? null, fromAt: from, toAt: to ?? null },
    })),
    days: days.map(({ source, ...day }) => ({
      ...{ ...day, kind: day.kind as Day['kind'], source: source ?? null },
      total: ranBy(day.date, hours, standing.count.endsAt, calendar),
      open: openOn(day.date, hours, calendar).map(({ from, to }) => ({ from, to })),
    })),
    lastDays: [],
    judgedAt: ended ? (standing.judgedAt ?? null) : null,
  }
}

/** Milliseconds that had run when a day was over. */
function ranBy(date: LocalDate, hours: HourFacts, endsAt: string | undefined, calendar: Calendar): number {
  const midnight = bogotaInstant(addDays(date, 1))
  const until = endsAt !== undefined && endsAt < midnight ? endsAt : midnight
  return Math.round(hoursBetween(hours.received, until, calendar, hours) * msPerHour)
}
