export interface Judged {
  state: keyof typeof states
  due: string | null
  rung: string | null
  late: boolean | null
}

export interface Totals {
  cases: number
  clocks: number
  changedCases: number
  changedClocks: number
  dueLater: number
  dueEarlier: number
  nowLate: number
  nowInTime: number
  states: readonly { from: Judged['state']; to: Judged['state']; clocks: number }[]
}

/** What the service answers of some cases. */
export interface Page {
  entity: string
  /** The one that is tried; absent where something else is. */
  calendar?: { id: string; version: string }
  at: string
  items: readonly { caseId: string; clock: string; before: Judged; after: Judged; movedBy: number | null }[]
  totals: Totals
  progress: { done: number; total: number }
  /** What the list was counted by, where it is to be agreed to. */
  list?: string
  next?: string
}

const states = {
  running: 'corre',
  warned: 'en alerta',
  breached: 'vencido',
  paused: 'suspendido',
  met: 'cumplido',
  cancelled: 'terminado sin respuesta',
  uncountable: 'no se puede contar',
}

export const count = (n: number): string => n.toLocaleString('es-CO')

/** @param begun whether a page before had some */
export function rows({ calendar, at, items }: Page, begun: boolean): string {
  if (items.length === 0) return ''
  const heading = begun ? '' : `Con ${nameOf({ calendar })}, juzgado en ${at}:\n`
  return heading + items.map(row).join('')
}

const nameOf = ({ calendar }: Pick<Page, 'calendar'>) => calendar?.version ?? 'lo que se prueba'

function row({ caseId, clock, before, after, movedBy }: Page['items'][number]): string {
  const dates = `${before.due ?? 'sin fecha'} → ${after.due ?? 'sin fecha'}`
  const [one, other] = [inWords(before), inWords(after)]
  return `${[caseId, clock, dates, moved(movedBy), one === other ? one : `${one} → ${other}`].join('  ')}\n`
}

function inWords({ state, rung, late }: Judged): string {
  if (state === 'warned') return `${states.warned} (${rung})`
  return state === 'met' && late ? 'cumplido tarde' : states[state]
}

export function moved(days: number | null): string {
  if (days === null) return 'sin diferencia que contar'
  const sign = days > 0 ? '+' : ''
  return `${sign}${days} ${Math.abs(days) === 1 ? 'día hábil' : 'días hábiles'}`
}

export function summary({ entity, calendar }: Pick<Page, 'entity' | 'calendar'>, totals: Totals): string {
  const { cases, clocks, changedCases, changedClocks, dueLater, dueEarlier, nowLate, nowInTime } = totals
  if (clocks === 0) return `La entidad ${entity} no tiene términos que contar de nuevo.\n`
  const looked = `${count(clocks)} ${clocks === 1 ? 'término' : 'términos'} de ${count(cases)} ${cases === 1 ? 'caso' : 'casos'}`
  if (changedClocks === 0)
    return `Ningún término cambia con ${nameOf({ calendar })}. Contados de nuevo: ${looked}.\n`
  return [
    `Contados de nuevo: ${looked}.`,
    `Cambian: ${count(changedClocks)}, de ${count(changedCases)} ${changedCases === 1 ? 'caso' : 'casos'}. ` +
      `Vencerían después: ${count(dueLater)}; antes: ${count(dueEarlier)}.`,
    ...(nowLate > 0 ? [`Cumplidos a tiempo que pasarían a ser tarde: ${count(nowLate)}`] : []),
    ...(nowInTime > 0 ? [`Cumplidos tarde que pasarían a ser a tiempo: ${count(nowInTime)}`] : []),
    ...totals.states.map(({ from, to, clocks: n }) => `${states[from]} → ${states[to]}: ${count(n)}`),
  ]
    .map((line) => `${line}\n`)
    .join('')
}

export const nothing: Totals = {
  ...{ cases: 0, clocks: 0, changedCases: 0, changedClocks: 0 },
  ...{ dueLater: 0, dueEarlier: 0, nowLate: 0, nowInTime: 0 },
  states: [],
}

/** A case is on one page alone, so that pages can be added. */
export function summed(one: Totals, other: Totals): Totals {
  const found = new Map(one.states.map((change) => [`${change.from} ${change.to}`, change]))
  for (const { from, to, clocks } of other.states) {
    const before = found.get(`${from} ${to}`)?.clocks ?? 0
    found.set(`${from} ${to}`, { from, to, clocks: before + clocks })
  }
  return {
    cases: one.cases + other.cases,
    clocks: one.clocks + other.clocks,
    changedCases: one.changedCases + other.changedCases,
    changedClocks: one.changedClocks + other.changedClocks,
    dueLater: one.dueLater + other.dueLater,
    dueEarlier: one.dueEarlier + other.dueEarlier,
    nowLate: one.nowLate + other.nowLate,
    nowInTime: one.nowInTime + other.nowInTime,
    states: [...found.values()],
  }
}
