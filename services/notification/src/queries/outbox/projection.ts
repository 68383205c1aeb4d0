import { type Projection, projection, type Row } from '@ventanilla/projections'
import type { CampaignMessageFailed, CampaignMessageRequested } from '../../domain/campaign/facts.ts'
import type { Notice } from '../../domain/campaign/notice.ts'
import type { MessageFailed, MessageRequested } from '../../domain/facts.ts'
import type { Letter } from '../../domain/letter.ts'

/** A message that has to go: with its row goes the work. */
export type OutboxRow = Row & {
  message_id: string
  case_id: string
  entity: string
  person_ref: string
  contact_ref: string | null
  text_ref: string | null
  thread: string
  requested_at: string
  letter: Letter | Notice
  /** When it was told that it doesn't go yet; null while it wasn't. By the wall clock, as giving up is. */
  troubled_since: string | null
}

type Event = { entity: string; recordedAt: string; data: { messageId: string } }

export const outbox: Projection = projection<Event & { type: string }, OutboxRow>({
  name: 'outbox',
  version: 2, // 2: the messages of campaigns wait with the letters
  key: 'message_id',
  columns: {
    message_id: 'uuid',
    case_id: 'uuid',
    entity: 'text',
    person_ref: 'uuid',
    contact_ref: 'uuid',
    text_ref: 'uuid',
    thread: 'uuid',
    requested_at: 'timestamptz',
    letter: 'jsonb',
    troubled_since: 'timestamptz',
  },
  indexes: [['requested_at', 'message_id']],
  volatile: ['troubled_since'],
  keyOf: ({ data }) => data.messageId,
  on: {
    MessageRequested: (_, { entity, data }) => waiting(entity, data as MessageRequested['data']),
    MessageSent: () => undefined,
    MessageFailed: (row, { recordedAt, data }) =>
      (data as MessageFailed['data']).final ? undefined : row && { ...row, troubled_since: recordedAt },
    CampaignMessageRequested: (_, { entity, data }) =>
      waitingNotice(entity, data as CampaignMessageRequested['data']),
    CampaignMessageSent: () => undefined,
    CampaignMessageFailed: (row, { recordedAt, data }) =>
      (data as CampaignMessageFailed['data']).final
        ? undefined
        : row && { ...row, troubled_since: recordedAt },
  },
})

function waiting(entity: string, data: MessageRequested['data']): OutboxRow {
  const { messageId, caseId, personRef, contactRef, textRef, thread, requestedAt, letter } = data
  return {
    message_id: messageId,
    case_id: caseId,
    entity,
    person_ref: personRef,
    contact_ref: contactRef ?? null,
    text_ref: textRef ?? null,
    thread,
    requested_at: requestedAt,
    letter: { ...letter },
    troubled_since: null,
  }
}

/** The campaign stands where a person does: what it keeps of its recipients is under its key, and erased with it. */
function waitingNotice(entity: string, data: CampaignMessageRequested['data']): OutboxRow {
  const { messageId, campaignId, caseId, channel, recipientRef, textRef, requestedAt } = data
  return {
    ...{ message_id: messageId, case_id: caseId, entity },
    ...{ person_ref: campaignId, contact_ref: recipientRef, text_ref: textRef },
    ...{ thread: messageId, requested_at: requestedAt, letter: { template: channel, campaignId } },
    troubled_since: null,
  }
}
