import { projection, type Row } from '@ventanilla/projections'
import type { CaseEvent } from '../../domain/events.ts'

type Folded = CaseEvent & { entity: string }

export interface NotOpenedRow extends Row {
  case_id: string
  entity: string
  procedure: string
  kind: string
  reason: string
  received_at: string
}

/** Filings that wait for a person, because no case could be opened for them. */
export const notOpened = projection<Folded, NotOpenedRow>({
  name: 'not_opened',
  version: 1,
  key: 'case_id',
  columns: {
    case_id: 'uuid',
    entity: 'text',
    procedure: 'text',
    kind: 'text',
    reason: 'text',
    received_at: 'timestamptz',
  },
  indexes: [['received_at', 'case_id']],
  translate: (recorded) => recorded as unknown as Folded,
  keyOf: ({ data }) => data.caseId,
  on: {
    CaseNotOpened: (_, event) => {
      if (event.type !== 'CaseNotOpened') return undefined
      const { caseId, procedure, kind, reason, receivedAt } = event.data
      return { case_id: caseId, entity: event.entity, procedure, kind, reason, received_at: receivedAt }
    },
    CaseOpened: () => undefined,
  },
})
