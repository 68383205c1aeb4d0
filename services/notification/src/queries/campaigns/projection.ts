import { type Projection, projection, type Row } from '@ventanilla/projections'
import type {
  CampaignMessageFailed,
  CampaignMessageRequested,
  CampaignMessageSent,
} from '../../domain/campaign/facts.ts'

/** One recipient's message and how it ended, without whom it goes to. */
export type CampaignMessageRow = Row & {
  message_id: string
  campaign_id: string
  case_id: string
  recipient_ref: string
  words_ref: string
  state: 'requested' | 'sent' | 'failed'
  /** Of what failed for good. */
  reason: string | null
  /** Business instant; null while it waits. Two runs differ in it. */
  ended_at: string | null
}

type Event = { entity: string; at: string } & (
  | CampaignMessageRequested
  | CampaignMessageSent
  | CampaignMessageFailed
)

export const campaignMessages: Projection = projection<Event, CampaignMessageRow>({
  name: 'campaign_messages',
  version: 2, // 2: when it ended
  key: 'message_id',
  columns: {
    message_id: 'uuid',
    campaign_id: 'uuid',
    case_id: 'uuid',
    recipient_ref: 'uuid',
    words_ref: 'uuid',
    state: 'text',
    reason: 'text',
    ended_at: 'timestamptz',
  },
  indexes: [['campaign_id'], ['case_id'], ['recipient_ref'], ['words_ref']],
  volatile: ['ended_at'],
  keyOf: ({ data }) => data.messageId,
  on: {
    CampaignMessageRequested: (row, { data }) => row ?? requested(data as CampaignMessageRequested['data']),
    CampaignMessageSent: (row, { at }) => row && { ...row, state: 'sent', reason: null, ended_at: at },
    CampaignMessageFailed: (row, { at, data }) => {
      const { final, reason } = data as CampaignMessageFailed['data']
      return row && final ? { ...row, state: 'failed', reason, ended_at: at } : row
    },
  },
})

function requested(data: CampaignMessageRequested['data']): CampaignMessageRow {
  const { messageId, campaignId, caseId, recipientRef, textRef } = data
  return {
    ...{ message_id: messageId, campaign_id: campaignId, case_id: caseId },
    ...{ recipient_ref: recipientRef, words_ref: textRef, state: 'requested', reason: null, ended_at: null },
  }
}
