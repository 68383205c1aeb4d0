import type { CampaignMessageFailed, CampaignMessageSent } from './campaign/facts.ts'
import type { MessageFailed, MessageSent } from './facts.ts'

/** How a message ended, a letter's or a campaign's. */
export type Outcome = MessageSent | MessageFailed | CampaignMessageSent | CampaignMessageFailed
