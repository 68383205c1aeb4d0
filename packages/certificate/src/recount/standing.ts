import { bogotaDate } from '@ventanilla/calendar'
import { type Counted, inHours } from './counted.ts'
import type { Rule } from './rule.ts'

/** A pause ends on the day it begins at the earliest, and one without an end is what «suspendido» means. */
export const pausesFit: Rule<'pauses'> = {
  code: 'pauses',
  holds: 'las suspensiones tienen fin, salvo la de un término que está suspendido',
  fault(certificate) {
    const { state, pauses } = certificate
    const unfit = pauses.find((pause) => !fitsInstants(pause, inHours(certificate)))
    if (unfit) return `la suspensión del ${unfit.from} no dice los instantes que son, o no le tocan`
    const backwards = pauses.find(({ from, to }) => to !== null && to < from)
    if (backwards) return `la suspensión del ${backwards.from} termina antes, el ${backwards.to}`
    const open = pauses.filter(({ to }) => to === null).length
    if (open === (state === 'paused' ? 1 : 0)) return undefined
    return state === 'paused'
      ? `está suspendido, y hay ${open} suspensiones sin fin`
      : `hay ${open} suspensiones sin fin, y no está suspendido`
  },
}

/** A term in hours stands still from an instant to another, on the days that it says; no other knows instants. */
function fitsInstants({ from, to, fromAt, toAt }: Counted['pauses'][number], hours: boolean): boolean {
  if (!hours) return fromAt === null && toAt === null
  const dayOf = (instant: string | null) => (instant === null ? null : bogotaDate(instant))
  return dayOf(fromAt) === from && dayOf(toAt) === to && (toAt === null || (fromAt ?? '') <= toAt)
}

/** Whether a term was kept is no opinion: it follows from the day it is judged by and the day it was due. */
export const stateFits: Rule<'state'> = {
  code: 'state',
  holds: 'el estado es el que resulta de las fechas',
  fault(certificate) {
    const { state, pausedOn, endedOn, judgedOn } = certificate
    if ((pausedOn !== null) !== (state === 'paused'))
      return state === 'paused'
        ? 'no dice desde cuándo está suspendido'
        : 'dice que se suspendió, y no lo está'
    const ended = state === 'met' || state === 'cancelled'
    if ((endedOn !== null) !== ended || (judgedOn !== null) !== ended)
      return ended ? 'no dice qué día terminó' : 'dice que terminó, y no ha terminado'
    if (endedOn !== null && judgedOn !== null && judgedOn > endedOn)
      return `se juzga por el ${judgedOn}, después de que terminó`
    const judged = certificate.judgedAt && bogotaDate(certificate.judgedAt)
    if (judged !== (inHours(certificate) ? judgedOn : null))
      return 'no dice el instante por el que se juzga, o no le toca'
    return lateness(certificate) ?? passed(certificate)
  },
}

function lateness(certificate: Counted): string | undefined {
  const { state, late, due, endsAt, judgedOn, judgedAt } = certificate
  const known = state === 'met' && due !== null && endsAt !== null && judgedOn !== null
  const expected = known ? (judgedAt === null ? judgedOn > due : judgedAt >= endsAt) : null
  if (late === expected) return undefined
  if (expected === null) return 'dice si se cumplió a tiempo, y no se ha cumplido'
  return `se cumplió ${expected ? 'después del' : 'dentro del'} término: ${judgedOn} y ${due}`
}

function passed({ state, endsAt, issuedAt }: Counted): string | undefined {
  if (state !== 'breached' || (endsAt !== null && endsAt <= issuedAt)) return undefined
  return 'dice que venció, y cuando se expidió no había terminado el último día'
}

export const factsInOrder: Rule<'facts'> = {
  code: 'facts',
  holds: 'los hechos van en su orden, y ninguno es posterior a la expedición',
  fault({ facts, issuedAt }) {
    const unordered = facts.find(({ position }, index) => position <= (facts[index - 1]?.position ?? 0))
    if (unordered) return `el hecho ${unordered.position} está fuera de su orden`
    const later = facts.find(({ at }) => at > issuedAt)
    return later && `el hecho ${later.position} es posterior a la expedición`
  },
}
