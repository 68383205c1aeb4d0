import { bogotaTime } from '@ventanilla/calendar'
import type { ExplainedDay } from '../due.ts'
import type { Rules } from '../regimes/rules.ts'
import type { Count } from './count.ts'
import type { Judged } from './effects.ts'
import { isDayAlone } from './reception.ts'
import { dayInWords, termInWords } from './spanish.ts'
import type { ClockState } from './state.ts'
import { stopped } from './stopped-sentences.ts'

/** The whole of a clock for people: what it counts, what stopped it, when it ends, where it stands. */
export function sentencesOf(
  state: ClockState,
  rules: Rules,
  count: Count,
  judged: Judged,
  explanation: readonly ExplainedDay[],
): readonly string[] {
  return [
    ...received(state, rules),
    `El término es de ${termInWords(count.amount, count.unit)} (${count.article}).`,
    ...dayOne(state, rules, count),
    ...left(explanation),
    ...state.extensions.map(
      ({ fact, amount, unit }) =>
        `El ${dayInWords(fact.day)} se prorrogó ${termInWords(amount, unit ?? count.unit)}: ${fact.reason}.`,
    ),
    ...stopped(state, count),
    ...lapsed(state),
    ...reopening(state, rules),
    due(count),
    ...answer(state, rules),
    standing(state, count, judged),
  ]
}

function received({ received: fact, base, ordinary }: ClockState, { regime }: Rules): string[] {
  const { day, instant } = fact
  const arrived = isDayAlone(fact)
    ? `Se recibió el ${dayInWords(day)}.`
    : `Se recibió el ${dayInWords(day)} a las ${bogotaTime(instant).slice(0, 5)}.`
  if (base.anew) return [arrived, `Un término nuevo se cuenta desde el ${dayInWords(base.day)}.`]
  if (ordinary)
    return [arrived, 'Llegó tarde para ser una excepción: se atiende como una solicitud ordinaria.']
  if (base.day === day) {
    const unknown = 'No consta la hora: se toma por recibida dentro del horario de recepción.'
    return regime.internal && isDayAlone(fact) ? [arrived, unknown] : [arrived]
  }
  return [arrived, `Llegó fuera del horario de recepción: cuenta como recibida el ${dayInWords(base.day)}.`]
}

function dayOne({ base, received: fact }: ClockState, { start }: Rules, { facts }: Count): string[] {
  if ('hours' in facts) {
    const unknown = isDayAlone(fact) && !base.anew
    return [unknown ? 'No consta la hora: corre desde que empezó ese día.' : 'Corre desde ese instante.']
  }
  if (start === 'same-day') return ['El día de la recepción es el primero que cuenta.']
  const next = start === 'following-day' ? 'el día siguiente' : 'el primer día hábil siguiente'
  return [`Se cuenta desde ${next} al ${dayInWords(base.day)}.`]
}

/** What was left out, in numbers and, where it has a name, by name. */
function left(explanation: readonly ExplainedDay[]): string[] {
  const of = (...kinds: string[]) =>
    explanation.filter(({ kind, counted }) => !counted && kinds.includes(kind))
  const weekend = of('saturday', 'sunday').length
  const named = of('holiday', 'closed', 'civic-day').map(({ date, why }) => `${date}, ${why}`)
  const parts = [
    ...(weekend > 0 ? [`${weekend} ${weekend === 1 ? 'día' : 'días'} de fin de semana`] : []),
    ...named,
  ]
  return parts.length === 0 ? [] : [`No contaron: ${parts.join('; ')}.`]
}

/** A new term doesn't make the one before it any less late. */
function lapsed({ lapsed: lapses = [] }: ClockState): string[] {
  return lapses.map(
    ({ due: day }) => `El término anterior venció el ${dayInWords(day)} sin que se cumpliera.`,
  )
}

function reopening(state: ClockState, { reopening: how }: Rules): string[] {
  const fact = state.reopened
  if (fact === undefined) return []
  const ways = {
    'remaining-days': 'siguen corriendo los días que faltaban',
    'original-due': 'se conserva el vencimiento que tenía',
    'new-term': 'empieza un término nuevo, sin las prórrogas del primero',
  }
  return [`El caso se reabrió el ${dayInWords(fact.day)}: ${ways[fact.how ?? how]}.`]
}

function due({ due: day, endsAt, facts }: Count): string {
  if (day === undefined || endsAt === undefined)
    return 'Mientras esté suspendido no tiene fecha de vencimiento.'
  const hour = 'hours' in facts ? `a las ${bogotaTime(endsAt).slice(0, 5)}` : 'al terminar el día'
  return `Vence el ${dayInWords(day)}, ${hour} en Bogotá.`
}

function answer({ answer: fact, ending }: ClockState, { countsWhen }: Rules): string[] {
  if (fact === undefined || ending || countsWhen === 'sent') return []
  return [
    `La respuesta de fondo salió el ${dayInWords(fact.day)}, pero no consta que se haya entregado: el término sigue.`,
  ]
}

const ways: Record<string, string> = {
  transferred: 'se trasladó a otra autoridad, cuyo término empieza el día siguiente a aquel en que la reciba',
  withdrawn: 'se desistió',
}

function standing({ ending }: ClockState, { endsAt }: Count, { phase, breachedAt }: Judged): string {
  if (ending?.is === 'met') {
    const how = ending.fact.type === 'delivered' ? 'se entregó' : 'se envió'
    const time = breachedAt === null ? 'a tiempo' : 'después de vencido el término'
    return `La respuesta de fondo ${how} el ${dayInWords(ending.fact.day)}, ${time}.`
  }
  const overdue = breachedAt === null ? '' : ', después de vencido'
  if (ending)
    return `El término terminó el ${dayInWords(ending.fact.day)}${overdue}: ${ways[ending.fact.type]}.`
  if (phase === 'paused') return 'El término está suspendido.'
  return phase === 'breached' && endsAt !== undefined
    ? 'El término venció sin que se cumpliera.'
    : 'El término está corriendo.'
}
