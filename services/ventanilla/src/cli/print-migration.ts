import { count } from './print-what-if.ts'

/** An open case, and what would become of it under the other version. */
export interface Migrating {
  caseId: string
  kind: string
  version: number
  fromVersion: number
  from: string
  state: string
  waits: readonly { transition: string; to: string; at: string }[]
  obstacles: readonly Obstacle[]
}

interface Obstacle {
  code: string
  detail: string
}

export interface Result {
  moved: number
  failed: ({ caseId: string } & Partial<Obstacle>)[]
}

/** How many go from where to where; each that can't, and why; what the engine will do by itself. */
export function migrationRows(cases: readonly Migrating[], list: string): string {
  if (cases.length === 0) return 'Ningún caso abierto vive bajo otra versión.\n'
  const able = cases.filter(({ obstacles }) => obstacles.length === 0)
  const ways = Map.groupBy(
    able,
    ({ fromVersion, from, state }) => `  versión ${fromVersion}: ${from} → ${state}`,
  )
  const stuck = cases.filter(({ obstacles }) => obstacles.length > 0)
  const waits = able.flatMap(({ caseId, waits }) =>
    waits.map(({ transition, to, at }) => `  ${caseId}: ${transition} → ${to} (${at})`),
  )
  const lines = [
    `Pasarían ${count(able.length)} de ${count(cases.length)} casos abiertos:`,
    ...[...ways].map(([way, some]) => `${way}, ${count(some.length)}`),
    ...(waits.length > 0 ? ['', 'El sistema haría después por sí solo:', ...waits] : []),
    ...(stuck.length > 0 ? ['', 'No pueden pasar:', ...stuck.map(stuckRow)] : []),
    '',
    `No se ha cambiado nada. Para hacerlo: --note "…" --confirm ${list}`,
  ]
  return `${lines.join('\n')}\n`
}

function stuckRow({ caseId, from, obstacles }: Migrating): string {
  return `  ${caseId} (${from}): ${obstacles.map(({ detail }) => detail).join('. ')}.`
}

export function resultRows({ moved, failed }: Result): string {
  const lines = [
    moved === 1 ? 'Pasó 1 caso.' : `Pasaron ${count(moved)} casos.`,
    ...(failed.length > 0 ? ['No pasaron:', ...failed.map(failedRow)] : []),
  ]
  return `${lines.join('\n')}\n`
}

const failedRow = ({ caseId, code, detail }: Result['failed'][number]) => `  ${caseId}: ${code}. ${detail}`
