import { addDays, bogotaDate, weekday } from '@ventanilla/calendar'
import { type Counted, type CountedDay, inHours } from './counted.ts'
import { lengthOf, runningByDay } from './hours.ts'
import type { Rule } from './rule.ts'

/** A term is a walk from the day of reception: no day is stepped over, none is trodden twice. */
export const daysInOrder: Rule<'days'> = {
  code: 'days',
  holds: 'los días van desde la recepción, sin que falte ni se repita ninguno',
  fault(certificate) {
    const { term, days } = certificate
    const hours = inHours(certificate)
    if ((term.receivedAt !== null) !== hours || (term.start === 'reception') !== hours)
      return hours
        ? 'no dice desde qué instante corre'
        : 'dice desde qué instante corre, y se cuenta por días'
    if (term.receivedAt !== null && bogotaDate(term.receivedAt) !== term.received)
      return `corre desde ${term.receivedAt}, que no es del ${term.received}`
    const wrong = days.findIndex(({ date }, index) => date !== addDays(term.received, index))
    if (wrong === -1) return undefined
    return `en el lugar ${wrong + 1} debería estar el ${addDays(term.received, wrong)}, y está el ${days[wrong]?.date}`
  },
}

/** Weekends by the date itself, pauses by those it states; holidays and closings as it names them, with their norm. */
export const kindsOfDays: Rule<'kinds'> = {
  code: 'kinds',
  holds: 'cada día es lo que puede ser, y se cuenta solo si cuenta',
  fault(certificate) {
    const { days } = certificate
    const hours = inHours(certificate)
    const ran = hours ? runningByDay(certificate).map(lengthOf) : []
    for (const [index, day] of days.entries()) {
      const allowed = index === 0 && !hours ? received : kindsOn(day.date, certificate)
      const works = allowed.get(day.kind)
      if (works === undefined)
        return `el ${day.date} no puede ser «${day.kind}»: sería ${[...allowed.keys()].join(' o ')}`
      const closed = hoursFault(day, works, certificate)
      if (closed !== undefined) return closed
      const counts = hours ? (ran[index] ?? 0) > 0 : works
      if (counts !== day.counted)
        return `el ${day.date} («${day.kind}») ${day.counted ? 'se contó y no cuenta' : 'cuenta y no se contó'}`
      if (lacksNorm(day)) return `el ${day.date} («${day.kind}») no dice en qué norma o acto se apoya`
    }
    return undefined
  },
}

type Kinds = ReadonlyMap<CountedDay['kind'], boolean>

const received: Kinds = new Map([['received', false]])
const paused: Kinds = new Map([['paused', false]])
const saturday: Kinds = new Map([['saturday', false]])
const sunday: Kinds = new Map([['sunday', false]])
const calendarDay: Kinds = new Map([['calendar-day', true]])
/** Of a term in months: it counts every day, and none of those to which it is carried on. */
const dayOfMonth: Kinds = new Map([
  ['calendar-day', true],
  ['rolled', false],
])
const ordinary: Kinds = new Map([
  ['business-day', true],
  ['holiday', false],
  ['closed', false],
  ['civic-day', false],
  ['closed-not-suspended', true],
  ['counted-holiday', true],
])
const withNorm: ReadonlySet<string> = new Set(['holiday', 'closed', 'civic-day'])

/** What a day may be, and whether it then counts; in hours, whether any of it may. */
function kindsOn(date: string, certificate: Counted): Kinds {
  const { unit } = certificate.term
  if (!inHours(certificate) && certificate.pauses.some((pause) => holdsOn(pause, date))) return paused
  if (unit === 'calendar-months') return dayOfMonth
  return unit === 'calendar-days' || unit === 'calendar-hours' ? calendarDay : kindsOfWeekday(date)
}

/** What a day may be in a calendar, and whether it works. */
export function kindsOfWeekday(date: string): Kinds {
  if (weekday(date) === 6) return saturday
  return weekday(date) === 7 ? sunday : ordinary
}

/** Holidays and closings, which are what they are by a norm or an act, name it. */
export function lacksNorm({ kind, source }: Pick<CountedDay, 'kind' | 'source'>): boolean {
  return withNorm.has(kind) && source === null
}

/** A term in hours says when each day is open: day and night, or inside hours of days that work, one after another. */
function hoursFault({ date, open }: CountedDay, works: boolean, certificate: Counted): string | undefined {
  if ((open !== null) !== inHours(certificate))
    return open === null ? `el ${date} no dice sus horas` : `el ${date} dice horas, y se cuenta por días`
  if (open === null) return undefined
  if (certificate.term.unit === 'calendar-hours') {
    const whole = open.length === 1 && open[0]?.from === '00:00' && open[0].to === '24:00'
    return whole ? undefined : `el ${date} corre de las 00:00 a las 24:00, y dice otra cosa`
  }
  if (!works && open.length > 0) return `el ${date} no es hábil, y dice horas`
  const unordered = open.some(({ from, to }, index) => from >= to || from < (open[index - 1]?.to ?? ''))
  return unordered ? `las horas del ${date} no van en orden` : undefined
}

export function holdsOn({ from, to }: Counted['pauses'][number], date: string): boolean {
  return from <= date && (to === null || date < to)
}
