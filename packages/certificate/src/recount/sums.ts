import { addDays, bogotaInstant } from '@ventanilla/calendar'
import type { Certificate } from '../certificate.ts'
import { holdsOn } from './days.ts'
import type { Rule } from './rule.ts'

export const runningTotals: Rule<'totals'> = {
  code: 'totals',
  holds: 'el acumulado crece de a uno con cada día contado',
  fault({ days }) {
    let total = 0
    for (const day of days) {
      if (day.counted) total++
      if (day.total !== total) return `hasta el ${day.date} van ${total} días contados, y dice ${day.total}`
    }
    return undefined
  },
}

const counted = ({ days }: Certificate) => days.filter((day) => day.counted).length
const wholeTerm = ({ term }: Certificate) =>
  term.extensions.reduce((sum, { amount }) => sum + amount, term.amount)

/** The days that count are as many as the term and its extensions; fewer only while a pause without an end holds it. */
export const termRuns: Rule<'term'> = {
  code: 'term',
  holds: 'los días contados suman el término con sus prórrogas, o lo que va hasta la suspensión',
  fault(certificate) {
    const { days, pauses } = certificate
    const [sum, term] = [counted(certificate), wholeTerm(certificate)]
    const open = pauses.find(({ to }) => to === null)
    // The walk ends where a pause without an end holds it, if the term hadn't run out before.
    const held = open ? days.findIndex(({ date }, index) => index > 0 && holdsOn(open, date)) : -1
    if (held !== -1) {
      if (held !== days.length - 1)
        return `la cuenta sigue después del ${days[held]?.date}, y estaba suspendida`
      return sum < term ? undefined : `van ${sum} días de ${term}: no quedaba nada que suspender`
    }
    return sum === term ? undefined : `se contaron ${sum} días, y el término es de ${term}`
  },
}

/** A term ends with its last counted day; suspended it has no end. */
export const dueFollows: Rule<'due'> = {
  code: 'due',
  holds: 'el vencimiento es el último día contado, y termina a medianoche en Bogotá',
  fault({ state, days, due, endsAt }) {
    if (state === 'paused')
      return due === null && endsAt === null ? undefined : 'está suspendido y tiene fecha de vencimiento'
    const last = days.at(-1)
    if (last === undefined || !last.counted) return 'el último día de la cuenta no se contó'
    if (due !== last.date) return `la cuenta llega al ${last.date}, y el vencimiento dice ${due ?? 'nada'}`
    const end = bogotaInstant(addDays(due, 1))
    return endsAt === end ? undefined : `el ${due} termina en ${end}, y dice ${endsAt ?? 'nada'}`
  },
}
