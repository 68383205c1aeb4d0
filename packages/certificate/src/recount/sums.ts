import { addDays, bogotaDate, bogotaInstant } from '@ventanilla/calendar'
import { type Counted, inHours } from './counted.ts'
import { holdsOn, kindsOfWeekday, lacksNorm } from './days.ts'
import { lengthOf, runningByDay, wholeInMs } from './hours.ts'
import { daysOfMonths } from './months.ts'
import type { Rule } from './rule.ts'

export const runningTotals: Rule<'totals'> = {
  code: 'totals',
  holds: 'el acumulado crece con lo que se cuenta de cada día',
  fault(certificate) {
    const hours = inHours(certificate)
    const ran = hours ? runningByDay(certificate).map(lengthOf) : []
    let total = 0
    for (const [index, day] of certificate.days.entries()) {
      total += hours ? (ran[index] ?? 0) : day.counted ? 1 : 0
      if (day.total !== total)
        return `hasta el ${day.date} van ${total} ${whatIn(certificate)}, y dice ${day.total}`
    }
    return undefined
  },
}

const whatIn = (certificate: Counted) => (inHours(certificate) ? 'milisegundos' : 'días contados')

/** What was counted, and what there is to count. */
function sums(certificate: Counted): { readonly sum: number; readonly term: number } {
  if (inHours(certificate))
    return {
      sum: runningByDay(certificate)
        .flat()
        .reduce((all, one) => all + lengthOf([one]), 0),
      term: wholeInMs(certificate),
    }
  const { days, term } = certificate
  const sum = days.filter((day) => day.counted).length
  if (term.unit === 'calendar-months') return { sum, term: daysOfMonths(certificate) }
  return { sum, term: term.extensions.reduce((all, { amount }) => all + amount, term.amount) }
}

/** What counts is as much as the term and its extensions; less only while a pause without an end holds it. */
export const termRuns: Rule<'term'> = {
  code: 'term',
  holds: 'lo contado suma el término con sus prórrogas, o lo que va hasta la suspensión',
  fault(certificate) {
    const { days, pauses } = certificate
    const { sum, term } = sums(certificate)
    const open = pauses.find(({ to }) => to === null)
    // The walk ends where a pause without an end holds it, if the term hadn't run out before.
    const from = inHours(certificate) ? 0 : 1
    const held = open ? days.findIndex(({ date }, index) => index >= from && holdsOn(open, date)) : -1
    if (held !== -1) {
      if (held !== days.length - 1)
        return `la cuenta sigue después del ${days[held]?.date}, y estaba suspendida`
      // Of months, the day on which they would end may be still to come: `due` sees to that.
      if (sum < term || (sum === term && certificate.term.unit === 'calendar-months')) return undefined
      return `van ${sum} ${unitIn(certificate)} de ${term}: no quedaba nada que suspender`
    }
    if (sum === term) return undefined
    return `se contaron ${sum} ${unitIn(certificate)}, y el término es de ${term}`
  },
}

const unitIn = (certificate: Counted) => (inHours(certificate) ? 'milisegundos' : 'días')

/** A term ends with its last counted day; suspended it has no end. */
export const dueFollows: Rule<'due'> = {
  code: 'due',
  holds: 'el vencimiento es donde la cuenta termina',
  fault(certificate) {
    const { state, due, endsAt } = certificate
    if (state === 'paused' && (due !== null || endsAt !== null))
      return 'está suspendido y tiene fecha de vencimiento'
    const carried = carriedOn(certificate)
    if (carried !== undefined || state === 'paused') return carried
    return inHours(certificate) ? endOfHours(certificate) : endOfDays(certificate)
  },
}

/** With the last millisecond that runs. */
function endOfHours(certificate: Counted): string | undefined {
  const { days, due, endsAt } = certificate
  const end = runningByDay(certificate).at(-1)?.at(-1)?.to
  if (end === undefined) return 'en el último día de la cuenta no corrió nada'
  const instant = new Date(end).toISOString()
  if (endsAt !== instant) return `la cuenta termina en ${instant}, y dice ${endsAt ?? 'nada'}`
  const last = bogotaDate(new Date(end - 1))
  if (days.at(-1)?.date !== last)
    return `la cuenta termina el ${last}, y sus días llegan al ${days.at(-1)?.date}`
  return due === last ? undefined : `la cuenta llega al ${last}, y el vencimiento dice ${due ?? 'nada'}`
}

/** At midnight in Bogotá, after the last day that counts or, of months, the first after them that works. */
function endOfDays({ term, days, due, endsAt }: Counted): string | undefined {
  const last = days.at(-1)
  if (last === undefined || (!last.counted && term.unit !== 'calendar-months'))
    return 'el último día de la cuenta no se contó'
  if (due !== last.date) return `la cuenta llega al ${last.date}, y el vencimiento dice ${due ?? 'nada'}`
  const end = bogotaInstant(addDays(due, 1))
  return endsAt === end ? undefined : `el ${due} termina en ${end}, y dice ${endsAt ?? 'nada'}`
}

/**
 * Ley 4/1913 art. 62: months whose last day doesn't work end on the first that does. One that is suspended before that
 * day comes hasn't ended, though all its months have gone by.
 */
function carriedOn(certificate: Counted): string | undefined {
  const { term, days, lastDays, state } = certificate
  if (term.unit !== 'calendar-months')
    return lastDays.length === 0 ? undefined : 'dice que se corre a un día hábil, y no se cuenta en meses'
  const { sum, term: whole } = sums(certificate)
  const from = sum === whole ? days.findLastIndex((day) => day.counted) : days.length
  if (days.slice(0, from).some(({ kind }) => kind === 'rolled'))
    return 'se corre antes de que terminen los meses'
  const carried = days.slice(from).filter(({ kind }) => kind !== 'paused')
  if (carried.length !== lastDays.length || carried.some(({ date }, index) => lastDays[index]?.date !== date))
    return `los meses terminan el ${days[from]?.date}, y no dice qué día es cada uno desde ese hasta el vencimiento`
  for (const [index, day] of lastDays.entries()) {
    const works = kindsOfWeekday(day.date).get(day.kind)
    if (works === undefined) return `el ${day.date} no puede ser «${day.kind}»`
    if (lacksNorm(day)) return `el ${day.date} («${day.kind}») no dice en qué norma o acto se apoya`
    const ends = index === lastDays.length - 1 && state !== 'paused'
    if (works !== ends)
      return ends
        ? `el ${day.date} no es hábil: el término se corre al siguiente`
        : `el ${day.date} es hábil: el término termina ese día`
  }
  return undefined
}
