import type { Channel } from './channel.ts'

/** What is sent for a campaign, in the place that a letter has; its words are in the vault. */
export type Notice = {
  template: Channel
  campaignId: string
}
