import { addDays, weekday } from '@ventanilla/calendar'
import type { Certificate, CertificateDay } from '../certificate.ts'
import type { Rule } from './rule.ts'

/** A term is a walk from the day of reception: no day is stepped over, none is trodden twice. */
export const daysInOrder: Rule<'days'> = {
  code: 'days',
  holds: 'los días van desde la recepción, sin que falte ni se repita ninguno',
  fault({ term, days }) {
    const wrong = days.findIndex(({ date }, index) => date !== addDays(term.received, index))
    if (wrong === -1) return undefined
    return `en el lugar ${wrong + 1} debería estar el ${addDays(term.received, wrong)}, y está el ${days[wrong]?.date}`
  },
}

/** Weekends by the date itself, pauses by those it states; holidays and closings as it names them, with their norm. */
export const kindsOfDays: Rule<'kinds'> = {
  code: 'kinds',
  holds: 'cada día es lo que puede ser, y se cuenta solo si cuenta',
  fault({ term, days, pauses }) {
    for (const [index, day] of days.entries()) {
      const allowed = index === 0 ? received : kindsOn(day.date, term.unit, pauses)
      const counts = allowed.get(day.kind)
      if (counts === undefined)
        return `el ${day.date} no puede ser «${day.kind}»: sería ${[...allowed.keys()].join(' o ')}`
      if (counts !== day.counted)
        return `el ${day.date} («${day.kind}») ${day.counted ? 'se contó y no cuenta' : 'cuenta y no se contó'}`
      if (withNorm.has(day.kind) && day.source === null)
        return `el ${day.date} («${day.kind}») no dice en qué norma o acto se apoya`
    }
    return undefined
  },
}

type Kinds = ReadonlyMap<CertificateDay['kind'], boolean>

const received: Kinds = new Map([['received', false]])
const paused: Kinds = new Map([['paused', false]])
const saturday: Kinds = new Map([['saturday', false]])
const sunday: Kinds = new Map([['sunday', false]])
const calendarDay: Kinds = new Map([['calendar-day', true]])
const ordinary: Kinds = new Map([
  ['business-day', true],
  ['holiday', false],
  ['closed', false],
  ['civic-day', false],
  ['closed-not-suspended', true],
  ['counted-holiday', true],
])
const withNorm: ReadonlySet<string> = new Set(['holiday', 'closed', 'civic-day'])

/** What a day may be, and whether it then counts. */
function kindsOn(date: string, unit: Certificate['term']['unit'], pauses: Certificate['pauses']): Kinds {
  if (pauses.some((pause) => holdsOn(pause, date))) return paused
  if (unit === 'calendar-days') return calendarDay
  if (weekday(date) === 6) return saturday
  return weekday(date) === 7 ? sunday : ordinary
}

export function holdsOn({ from, to }: Certificate['pauses'][number], date: string): boolean {
  return from <= date && (to === null || date < to)
}
