import { type Decider, type Decision, refuse } from '@ventanilla/decider'
import type { CampaignCancelled, CampaignEvent, CampaignOpened } from './facts.ts'

/** 'open' also when all of it has gone: what became of each message is in its own stream. */
export type Campaign =
  | { status: 'none' }
  | { status: 'open'; opened: CampaignOpened['data'] }
  | { status: 'cancelled'; opened: CampaignOpened['data'] }

export type CampaignCommand =
  | { type: 'Open'; opened: CampaignOpened['data'] }
  | { type: 'Cancel'; cancelled: Omit<CampaignCancelled['data'], 'campaignId'> }

export type CampaignRefusal = 'campaign-unknown'

/** A campaign is opened once and cancelled once; to ask again changes nothing. */
export const campaign: Decider<Campaign, CampaignCommand, CampaignEvent, CampaignRefusal> = {
  initial: { status: 'none' },
  decide(command, state): Decision<CampaignEvent, CampaignRefusal> {
    if (command.type === 'Open')
      return state.status === 'none' ? [{ type: 'CampaignOpened', data: command.opened }] : []
    if (state.status === 'none') return refuse('campaign-unknown')
    if (state.status === 'cancelled') return []
    const { campaignId } = state.opened
    return [{ type: 'CampaignCancelled', data: { campaignId, ...command.cancelled } }]
  },
  evolve(state, event): Campaign {
    if (event.type === 'CampaignOpened') return { status: 'open', opened: event.data }
    return state.status === 'open' ? { ...state, status: 'cancelled' } : state
  },
}
