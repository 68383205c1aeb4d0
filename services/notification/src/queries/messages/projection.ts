import { type Projection, projection, type Row } from '@ventanilla/projections'
import type { MessageFailed, MessageRequested, MessageSent } from '../../domain/facts.ts'
import type { Letter } from '../../domain/letter.ts'

/** One message and how it ended. `sent_at` and `failed_at` tell when a server was there: two runs differ in them. */
export type MessageRow = Row & {
  message_id: string
  case_id: string
  entity: string
  template: string
  channel: string
  /** What it says, and whether an officer's words go with it: by them it is known which text it is written from. */
  letter: Letter
  has_text: boolean
  state: 'requested' | 'sent' | 'failed'
  requested_at: string
  sent_at: string | null
  failed_at: string | null
  reason: string | null
  reply: number | null
}

type Event = { entity: string; at: string } & (MessageRequested | MessageSent | MessageFailed)

export const messages: Projection = projection<Event, MessageRow>({
  name: 'messages',
  version: 2, // 2: what it says, by which its approved text is known
  key: 'message_id',
  columns: {
    message_id: 'uuid',
    case_id: 'uuid',
    entity: 'text',
    template: 'text',
    channel: 'text',
    letter: 'jsonb',
    has_text: 'boolean',
    state: 'text',
    requested_at: 'timestamptz',
    sent_at: 'timestamptz',
    failed_at: 'timestamptz',
    reason: 'text',
    reply: 'integer',
  },
  indexes: [['case_id'], ['entity', 'requested_at', 'message_id']],
  volatile: ['sent_at', 'failed_at'],
  keyOf: ({ data }) => data.messageId,
  on: {
    MessageRequested: (row, { entity, data }) => row ?? requested(entity, data as MessageRequested['data']),
    MessageSent: (row, { at }) =>
      row && { ...row, state: 'sent', sent_at: at, failed_at: null, reason: null, reply: null },
    MessageFailed: (row, { at, data }) => row && failed(row, at, data as MessageFailed['data']),
  },
})

function requested(entity: string, { messageId, caseId, ...data }: MessageRequested['data']): MessageRow {
  return {
    message_id: messageId,
    case_id: caseId,
    entity,
    template: data.letter.template,
    channel: data.channel,
    letter: { ...data.letter },
    has_text: data.textRef !== undefined,
    state: 'requested',
    requested_at: data.requestedAt,
    sent_at: null,
    failed_at: null,
    reason: null,
    reply: null,
  }
}

/** What failed and may yet go is still asked for; its reason shows why it isn't there yet. */
function failed(row: MessageRow, at: string, { reason, final, reply }: MessageFailed['data']): MessageRow {
  const why = { reason, reply: reply ?? null }
  return final ? { ...row, ...why, state: 'failed', failed_at: at } : { ...row, ...why }
}
