import { type Projected, projection, type Row } from '@ventanilla/projections'
import type { FilingNumbered, FilingReceived } from '../../domain/filing-events.ts'
import type { FilingQuarantined } from '../../domain/quarantine.ts'

/** One row a case: what is known of a filing without knowing anything of a person. */
export interface FilingRow extends Row {
  case_id: string
  entity: string
  state: 'quarantined' | 'filed'
  reason: string | null
  procedure: string | null
  kind: string | null
  channel: string | null
  mode: string | null
  theme: string | null
  product: string | null
  attachments: number | null
  recorded_by: string | null
  received_at: string
  radicado: string | null
  numbered_at: string | null
  person_ref: string | null
  contact_ref: string | null
  text_ref: string | null
}

interface Event extends Projected {
  data: unknown
}

const unread = {
  reason: null,
  procedure: null,
  kind: null,
  channel: null,
  mode: null,
  theme: null,
  product: null,
  attachments: null,
  recorded_by: null,
  radicado: null,
  numbered_at: null,
  person_ref: null,
  contact_ref: null,
  text_ref: null,
}

export const filings = projection<Event, FilingRow>({
  name: 'filings',
  version: 1,
  key: 'case_id',
  columns: {
    case_id: 'uuid',
    entity: 'text',
    state: 'text',
    reason: 'text',
    procedure: 'text',
    kind: 'text',
    channel: 'text',
    mode: 'text',
    theme: 'text',
    product: 'text',
    attachments: 'integer',
    recorded_by: 'text',
    received_at: 'timestamptz',
    radicado: 'text',
    numbered_at: 'timestamptz',
    person_ref: 'uuid',
    contact_ref: 'uuid',
    text_ref: 'uuid',
  },
  indexes: [
    ['received_at', 'case_id'],
    ['entity', 'received_at', 'case_id'],
    ['state', 'received_at', 'case_id'],
    ['person_ref'],
    ['contact_ref'],
    ['text_ref'],
  ],
  keyOf: ({ type, data }) =>
    type.startsWith('Filing') && type !== 'FilingReinterpreted'
      ? (data as { caseId: string }).caseId
      : undefined,
  on: {
    // Quarantine and filing may lie in the logs of two entities, which are folded in no order: what became a
    // filing stays one, whichever of the two is read first.
    FilingQuarantined(row, { entity, data }) {
      if (row) return row
      const { caseId, reason, receivedAt } = data as FilingQuarantined
      return { ...unread, case_id: caseId, entity, state: 'quarantined', reason, received_at: receivedAt }
    },
    FilingReceived(row, { entity, data }) {
      const filing = data as FilingReceived
      return {
        ...unread,
        ...row,
        case_id: filing.caseId,
        entity,
        state: 'filed',
        reason: null,
        procedure: filing.procedure,
        kind: filing.kind,
        channel: filing.channel,
        mode: filing.mode,
        theme: filing.theme ?? null,
        product: filing.product ?? null,
        attachments: filing.attachments.length,
        recorded_by: filing.recordedBy ?? null,
        received_at: filing.receivedAt,
        person_ref: filing.personRef ?? null,
        contact_ref: filing.contactRef ?? null,
        text_ref: filing.textRef,
      }
    },
    FilingNumbered(row, { data }) {
      const { radicado, numberedAt } = data as FilingNumbered
      return row && { ...row, radicado: radicado ?? null, numbered_at: numberedAt }
    },
  },
})
