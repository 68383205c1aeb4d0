import { count } from './print-what-if.ts'

export interface Conformance {
  cases: number
  moves: number
  recorded: number
  procedures: readonly Ways[]
  deviations: readonly Deviation[]
}

interface Ways {
  entity: string
  procedure: string
  version: number
  cases: number
  paths: readonly { states: readonly string[]; cases: number; example: string }[]
  transitions: readonly { id: string; from: string; to: string; reason: string; made: number }[]
}

interface Deviation {
  caseId: string
  code: string
  version: number
  at: string
  transition?: string
  from?: string
  to?: string
  reason?: string
  detail: string
}

/** What two pages say together; of a path, the first case that took it. */
export function summed(one: Conformance, other: Conformance): Conformance {
  return {
    cases: one.cases + other.cases,
    moves: one.moves + other.moves,
    recorded: one.recorded + other.recorded,
    procedures: joined(one.procedures, other.procedures, nameOf, (first, second) => ({
      ...first,
      cases: first.cases + second.cases,
      paths: joined(first.paths, second.paths, pathOf, (path, more) => ({
        ...path,
        cases: path.cases + more.cases,
      })),
      transitions: joined(
        first.transitions,
        second.transitions,
        ({ id }) => id,
        (move, more) => ({
          ...move,
          made: move.made + more.made,
        }),
      ),
    })),
    deviations: [...one.deviations, ...other.deviations],
  }
}

const nameOf = ({ entity, procedure, version }: Ways) => `${entity}/${procedure}@${version}`
const pathOf = ({ states }: Ways['paths'][number]) => states.join(' → ')

function joined<T>(
  some: readonly T[],
  more: readonly T[],
  keyOf: (one: T) => string,
  add: (one: T, other: T) => T,
): T[] {
  const all = new Map(some.map((one) => [keyOf(one), one]))
  for (const one of more) {
    const known = all.get(keyOf(one))
    all.set(keyOf(one), known === undefined ? one : add(known, one))
  }
  return [...all.values()]
}

/** Of the paths the most taken: the others are counted together, and are all in the JSON. */
const MOST_PATHS = 20

export function conformanceRows({ cases, moves, recorded, procedures, deviations }: Conformance): string {
  if (cases === 0) return 'No hay casos.\n'
  const lines = [
    `${many(cases, 'caso', 'casos')}, ${many(moves, 'movimiento', 'movimientos')}; de ellos, contados por otro sistema: ${count(recorded)}.`,
    ...procedures.flatMap(waysRows),
    '',
    ...(deviations.length === 0
      ? ['Todos los caminos son los que sus procedimientos admiten.']
      : [
          `${many(deviations.length, 'hecho que su procedimiento no admite', 'hechos que sus procedimientos no admiten')}:`,
          ...deviations.map(deviationRow),
        ]),
  ]
  return `${lines.join('\n')}\n`
}

function waysRows(ways: Ways): string[] {
  const paths = ways.paths.toSorted((one, other) => other.cases - one.cases)
  const rest = paths.slice(MOST_PATHS)
  const left = rest.reduce((sum, path) => sum + path.cases, 0)
  const never = ways.transitions.filter(({ made }) => made === 0)
  return [
    '',
    `${nameOf(ways)}: ${many(ways.cases, 'caso', 'casos')}, ${many(paths.length, 'camino', 'caminos')}`,
    ...paths.slice(0, MOST_PATHS).map((path) => `  ${count(path.cases)}  ${pathOf(path)}  (${path.example})`),
    ...(rest.length > 0 ? [`  ${count(left)}  por otros ${count(rest.length)} caminos`] : []),
    ...(never.length > 0 ? ['  Movimientos que nadie hizo:', ...never.map(neverRow)] : []),
  ]
}

function neverRow({ id, from, to, reason }: Ways['transitions'][number]): string {
  return `    ${id}: ${from} → ${to}, «${reason}»`
}

function deviationRow({
  caseId,
  version,
  at,
  code,
  transition,
  from,
  to,
  reason,
  detail,
}: Deviation): string {
  const move = transition === undefined ? '' : ` ${transition} (${from} → ${to}, «${reason}»)`
  return `  ${caseId}, hecho ${version} (${at})${move}: ${code}. ${detail}`
}

const many = (n: number, one: string, more: string) => `${count(n)} ${n === 1 ? one : more}`
