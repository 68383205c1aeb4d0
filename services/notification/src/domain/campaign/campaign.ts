import { type Decider, type Decision, refuse } from '@ventanilla/decider'
import type { CampaignCancelled, CampaignEvent, CampaignOpened } from './facts.ts'

/** 'open' also when all of it has gone: what became of each message is in its own stream. */
export type Campaign = { status: 'none' } | ({ status: 'open' } & Known) | ({ status: 'cancelled' } & Known)

interface Known {
  opened: CampaignOpened['data']
  /** Nobody knows any more whom it went to. */
  erased?: true
}

export type CampaignCommand =
  | { type: 'Open'; opened: CampaignOpened['data'] }
  | { type: 'RecordErased' }
  | { type: 'Cancel'; cancelled: Omit<CampaignCancelled['data'], 'campaignId'> }

export type CampaignRefusal = 'campaign-unknown'

/** A campaign is opened once, cancelled once and erased once; to ask again changes nothing. */
export const campaign: Decider<Campaign, CampaignCommand, CampaignEvent, CampaignRefusal> = {
  initial: { status: 'none' },
  decide(command, state): Decision<CampaignEvent, CampaignRefusal> {
    if (command.type === 'Open')
      return state.status === 'none' ? [{ type: 'CampaignOpened', data: command.opened }] : []
    if (state.status === 'none') return refuse('campaign-unknown')
    const { campaignId } = state.opened
    if (command.type === 'RecordErased')
      return state.erased ? [] : [{ type: 'CampaignErased', data: { campaignId } }]
    if (state.status === 'cancelled') return []
    return [{ type: 'CampaignCancelled', data: { campaignId, ...command.cancelled } }]
  },
  evolve(state, event): Campaign {
    if (event.type === 'CampaignOpened') return { status: 'open', opened: event.data }
    if (event.type === 'CampaignErased') return state.status === 'none' ? state : { ...state, erased: true }
    return state.status === 'open' ? { ...state, status: 'cancelled' } : state
  },
}
