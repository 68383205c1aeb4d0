import { distributionAt, procedureVersion } from '@ventanilla/procedures'
import { type Projection, projection, type Row } from '@ventanilla/projections'
import type { Definitions } from '../../domain/definitions.ts'
import type { CaseEvent } from '../../domain/events.ts'

type Folded = CaseEvent & { entity: string }

export interface WaitingRow extends Row {
  case_id: string
  entity: string
  procedure: string
  procedure_version: number
  kind: string
  channel: string
  theme: string | null
  product: string | null
  area: string | null
  level: number | null
  officer: string | null
  final: boolean
  /** It rests while another goes on for it. */
  merged: boolean
  received_at: string
  /** When it came in, while it waits for somebody to be given to; else null. */
  waits_since: string | null
}

/**
 * Cases of procedures that distribute them, and which of those nobody has. A case that was given keeps its line: it may
 * come back to its area without an officer.
 */
export function waiting({ entities }: Pick<Definitions, 'entities'>): Projection {
  function distributes({ entity: id, procedure, procedure_version, level }: WaitingRow): boolean {
    const entity = entities.get(id)
    const found = entity && procedureVersion(entity, procedure, procedure_version)
    return found !== undefined && (level === null || distributionAt(found, level) !== undefined)
  }

  function standing(row: WaitingRow): WaitingRow {
    const waits = !row.final && !row.merged && row.officer === null && row.area !== null && distributes(row)
    return { ...row, waits_since: waits ? row.received_at : null }
  }

  return projection<Folded, WaitingRow>({
    name: 'waiting',
    version: 2, // 2: one that was merged doesn't wait
    key: 'case_id',
    columns: {
      ...{ case_id: 'uuid', entity: 'text', procedure: 'text', procedure_version: 'integer' },
      ...{ kind: 'text', channel: 'text', theme: 'text', product: 'text', area: 'text', level: 'integer' },
      ...{ officer: 'text', final: 'boolean', merged: 'boolean' },
      ...{ received_at: 'timestamptz', waits_since: 'timestamptz' },
    },
    indexes: [['waits_since', 'case_id']],
    translate: (recorded) => recorded as unknown as Folded,
    keyOf: ({ data }) => data.caseId,
    on: {
      CaseOpened: (_, event) => {
        if (event.type !== 'CaseOpened') return undefined
        const entity = entities.get(event.entity)
        const { procedure, procedureVersion: version } = event.data
        const found = entity && procedureVersion(entity, procedure, version)
        return found?.distribution && opened(event)
      },
      CaseAssigned: (row, event) => {
        if (row === undefined || event.type !== 'CaseAssigned') return row
        const { area, level, officer = null } = event.data
        return standing({ ...row, area, level, officer })
      },
      CaseMoved: (row, event) => {
        if (row === undefined || event.type !== 'CaseMoved') return row
        return standing({ ...row, final: event.data.final })
      },
      CaseMerged: (row) => row && standing({ ...row, merged: true }),
      CaseUnmerged: (row) => row && standing({ ...row, merged: false }),
      CaseClassified: (row, event) => {
        if (row === undefined || event.type !== 'CaseClassified') return row
        const { theme = row.theme, product = row.product } = event.data
        return { ...row, theme, product }
      },
    },
  })
}

function opened({ entity, data }: Extract<Folded, { type: 'CaseOpened' }>): WaitingRow {
  return {
    ...{ case_id: data.caseId, entity, procedure: data.procedure },
    ...{ procedure_version: data.procedureVersion, kind: data.kind, channel: data.channel },
    ...{ theme: data.theme ?? null, product: data.product ?? null, area: null, level: null, officer: null },
    ...{ final: false, merged: false, received_at: data.receivedAt, waits_since: null },
  }
}
