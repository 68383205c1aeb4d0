import { projection, type Row } from '@ventanilla/projections'
import type { CaseEvent } from '../../domain/events.ts'

type Folded = CaseEvent & { entity: string }

export interface CaseRow extends Row {
  case_id: string
  entity: string
  procedure: string
  procedure_version: number
  kind: string
  channel: string
  state: string
  final: boolean
  received_at: string
  area: string | null
  level: number | null
  officer: string | null
  theme: string | null
  product: string | null
  outcome: string | null
  answered_on: string | null
  merged_into: string | null
  /** Of its priority: what it came to last. */
  priority: string | null
  /** 0 while it has priority, 1 otherwise: what is given first. */
  precedence: number
}

/** One line a case, for lists. What a rule or a screen of one case needs is read from its stream. */
export const cases = projection<Folded, CaseRow>({
  name: 'cases',
  // 2: how many open cases an officer has is asked by an index. 3: the case that goes on in its place.
  // 4: priority.
  version: 4,
  key: 'case_id',
  columns: {
    case_id: 'uuid',
    entity: 'text',
    procedure: 'text',
    procedure_version: 'integer',
    kind: 'text',
    channel: 'text',
    state: 'text',
    final: 'boolean',
    received_at: 'timestamptz',
    area: 'text',
    level: 'integer',
    officer: 'text',
    theme: 'text',
    product: 'text',
    outcome: 'text',
    answered_on: 'date',
    merged_into: 'uuid',
    priority: 'text',
    precedence: 'integer',
  },
  indexes: [
    ['received_at', 'case_id'],
    ['entity', 'received_at', 'case_id'],
    ['entity', 'state', 'received_at', 'case_id'],
    ['entity', 'area', 'received_at', 'case_id'],
    ['entity', 'final', 'merged_into', 'officer'],
  ],
  translate: (recorded) => recorded as unknown as Folded,
  keyOf: ({ data }) => data.caseId,
  on: {
    CaseOpened: (_, event) => (event.type === 'CaseOpened' ? opened(event) : undefined),
    CaseAssigned: (row, event) => {
      if (row === undefined || event.type !== 'CaseAssigned') return row
      const { area, level, officer } = event.data
      return { ...row, area, level, officer: officer ?? null }
    },
    CaseMoved: (row, event) => {
      if (row === undefined || event.type !== 'CaseMoved') return row
      const { to, final, reopens } = event.data
      return { ...row, state: to, final, ...(reopens && { answered_on: null, outcome: null }) }
    },
    CaseAnswered: (row, event) => {
      if (row === undefined || event.type !== 'CaseAnswered') return row
      const { on, outcome } = event.data
      return { ...row, answered_on: row.answered_on ?? on, outcome: outcome ?? row.outcome }
    },
    CaseMigrated: (row, event) => {
      if (row === undefined || event.type !== 'CaseMigrated') return row
      const { procedureVersion, state } = event.data
      return { ...row, procedure_version: procedureVersion, state }
    },
    CaseClassified: (row, event) => {
      if (row === undefined || event.type !== 'CaseClassified') return row
      const { theme, product, outcome } = event.data
      return {
        ...row,
        theme: theme ?? row.theme,
        product: product ?? row.product,
        outcome: outcome ?? row.outcome,
      }
    },
    CasePrioritySet: (row, event) => {
      if (row === undefined || event.type !== 'CasePrioritySet') return row
      const { is } = event.data
      return { ...row, priority: is, precedence: is === 'granted' ? 0 : 1 }
    },
    CaseMerged: (row, event) =>
      row && event.type === 'CaseMerged' ? { ...row, merged_into: event.data.into } : row,
    CaseUnmerged: (row) => row && { ...row, merged_into: null },
  },
})

function opened({ entity, data }: Extract<Folded, { type: 'CaseOpened' }>): CaseRow {
  return {
    case_id: data.caseId,
    entity,
    procedure: data.procedure,
    procedure_version: data.procedureVersion,
    kind: data.kind,
    channel: data.channel,
    state: data.state,
    final: false,
    received_at: data.receivedAt,
    area: null,
    level: null,
    officer: null,
    theme: data.theme ?? null,
    product: data.product ?? null,
    outcome: null,
    answered_on: null,
    merged_into: null,
    priority: null,
    precedence: 1,
  }
}
