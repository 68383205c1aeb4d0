import { count, moved } from './print-what-if.ts'

const states = {
  'in-time': 'a tiempo',
  late: 'tarde',
  ended: 'terminado sin respuesta',
  open: 'abierto',
  overdue: 'abierto y vencido',
}
type State = keyof typeof states

interface Standing {
  state: State
  endedOn: string | null
}

interface Counted {
  cases: number
  changed: number
  earlier: number
  later: number
  nowInTime: number
  nowLate: number
  states: readonly { from: State; to: State; cases: number }[]
}

type Both<T = number> = { before: T; after: T }

/** What the service answers; totals and areas once it has counted. */
export interface StaffingPage {
  entity: string
  period: { from: string; to: string }
  asOf: string
  calendar: string
  items: readonly {
    caseId: string
    area: string | null
    before: Standing
    after: Standing
    movedBy: number | null
  }[]
  totals: Counted | null
  areas:
    | readonly (Counted & {
        area: string
        pace: Both
        left: Both
        stay: Both<number | null>
        waiting: Both
      })[]
    | null
  progress: { done: number; total: number }
  next?: string
}

/** @param begun whether a page before had some */
export function staffingRows({ period: { from, to }, asOf, items }: StaffingPage, begun: boolean): string {
  if (items.length === 0) return ''
  const heading = begun ? '' : `Del ${from} al ${to}, con lo que se sabe hasta el ${asOf}:\n`
  return heading + items.map(row).join('')
}

function row({ caseId, area, before, after, movedBy }: StaffingPage['items'][number]): string {
  const dates = `${before.endedOn ?? 'sin fecha'} → ${after.endedOn ?? 'sin fecha'}`
  const [one, other] = [states[before.state], states[after.state]]
  return `${[caseId, area ?? 'sin área', dates, moved(movedBy), one === other ? one : `${one} → ${other}`].join('  ')}\n`
}

export function staffingSummary({ entity, period: { from, to }, totals, areas }: StaffingPage): string {
  if (!totals || !areas) return ''
  if (totals.cases === 0)
    return `Ningún caso de ${entity} recibido hasta el ${to} pasó por esas áreas desde el ${from}.\n`
  const looked = `${count(totals.cases)} ${totals.cases === 1 ? 'caso' : 'casos'}`
  const told =
    totals.changed === 0
      ? [`Ningún caso cambia con esa capacidad. Repetidos: ${looked}.`]
      : [
          `Repetidos: ${looked}.`,
          `Terminarían otro día o en otro estado: ${count(totals.changed)}. ` +
            `Antes: ${count(totals.earlier)}; después: ${count(totals.later)}.`,
          `Pasarían a estar a tiempo: ${count(totals.nowInTime)}; dejarían de estarlo: ${count(totals.nowLate)}.`,
          ...totals.states.map(
            ({ from: one, to: other, cases }) => `${states[one]} → ${states[other]}: ${count(cases)}`,
          ),
        ]
  return [...told, ...areas.map(area)].map((line) => `${line}\n`).join('')
}

type Area = NonNullable<StaffingPage['areas']>[number]

function area({ area: id, pace, stay, waiting, nowInTime, nowLate }: Area): string {
  return (
    `Área ${id}: ${both(pace)} casos por día hábil con trabajo; ${both(stay)} días hábiles en su cola; ` +
    `al final esperaban ${both(waiting)}; pasarían a tiempo ${count(nowInTime)}, dejarían de estarlo ${count(nowLate)}.`
  )
}

const both = ({ before, after }: Both<number | null>) => `${decimal(before)} → ${decimal(after)}`
const decimal = (n: number | null) => (n === null ? 'sin dato' : n.toLocaleString('es-CO'))
