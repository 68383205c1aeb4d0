import { type Decider, type Decision, refuse } from '@ventanilla/decider'
import type { MessageState } from '../correspondence.ts'
import type {
  CampaignMessageEvent,
  CampaignMessageFailed,
  CampaignMessageRequested,
  CampaignMessageSent,
} from './facts.ts'

export interface CampaignMessage {
  state: MessageState | 'none'
}

export type CampaignMessageCommand =
  | { type: 'Request'; requested: CampaignMessageRequested['data'] }
  | { type: 'RecordSent'; sent: CampaignMessageSent['data'] }
  | { type: 'RecordFailed'; failed: CampaignMessageFailed['data'] }

/** Ends as a letter does: sent or failed, and the server's word that it took it prevails. */
export const campaignMessage: Decider<
  CampaignMessage,
  CampaignMessageCommand,
  CampaignMessageEvent,
  'message-unknown'
> = {
  initial: { state: 'none' },
  decide(command, { state }): Decision<CampaignMessageEvent, 'message-unknown'> {
    if (command.type === 'Request')
      return state === 'none' ? [{ type: 'CampaignMessageRequested', data: command.requested }] : []
    if (state === 'none') return refuse('message-unknown')
    if (command.type === 'RecordSent')
      return state === 'sent' ? [] : [{ type: 'CampaignMessageSent', data: command.sent }]
    const told = state === 'sent' || state === 'failed' || (state === 'troubled' && !command.failed.final)
    return told ? [] : [{ type: 'CampaignMessageFailed', data: command.failed }]
  },
  evolve(_, event): CampaignMessage {
    switch (event.type) {
      case 'CampaignMessageRequested':
        return { state: 'requested' }
      case 'CampaignMessageSent':
        return { state: 'sent' }
      case 'CampaignMessageFailed':
        return { state: event.data.final ? 'failed' : 'troubled' }
    }
  },
}
