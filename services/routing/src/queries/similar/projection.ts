import { projection, type Row } from '@ventanilla/projections'
import type { CaseEvent } from '../../domain/events.ts'

type Folded = CaseEvent & { entity: string }

export interface SimilarRow extends Row {
  case_id: string
  entity: string
  family: string
  kind: string
  theme: string | null
  product: string | null
  person_ref: string | null
  received_at: string
  /** It is answered or over. */
  ended: boolean
  merged: boolean
  /** Neither: what another case may be proposed to be the same matter with. */
  open: boolean
}

/** What open cases are compared by. */
export const similar = projection<Folded, SimilarRow>({
  name: 'similar',
  version: 1,
  key: 'case_id',
  columns: {
    ...{ case_id: 'uuid', entity: 'text', family: 'text', kind: 'text', theme: 'text', product: 'text' },
    ...{ person_ref: 'uuid', received_at: 'timestamptz' },
    ...{ ended: 'boolean', merged: 'boolean', open: 'boolean' },
  },
  indexes: [
    ['entity', 'person_ref', 'open', 'received_at'],
    ['entity', 'kind', 'theme', 'open', 'received_at'],
  ],
  translate: (recorded) => recorded as unknown as Folded,
  keyOf: ({ data }) => data.caseId,
  on: {
    CaseOpened: (_, event) => (event.type === 'CaseOpened' ? opened(event) : undefined),
    CaseMoved: (row, event) => {
      if (row === undefined || event.type !== 'CaseMoved') return row
      return standing({ ...row, ended: event.data.final || event.data.clock === 'ends' })
    },
    CaseClassified: (row, event) => {
      if (row === undefined || event.type !== 'CaseClassified') return row
      const { theme = row.theme, product = row.product } = event.data
      return { ...row, theme, product }
    },
    CaseMerged: (row) => row && standing({ ...row, merged: true }),
    CaseUnmerged: (row) => row && standing({ ...row, merged: false }),
  },
})

function standing(row: SimilarRow): SimilarRow {
  return { ...row, open: !row.ended && !row.merged }
}

function opened({ entity, data }: Extract<Folded, { type: 'CaseOpened' }>): SimilarRow {
  const { caseId, family, kind, theme = null, product = null, personRef = null, receivedAt } = data
  return {
    ...{ case_id: caseId, entity, family, kind, theme, product, person_ref: personRef },
    ...{ received_at: receivedAt, ended: false, merged: false, open: true },
  }
}
