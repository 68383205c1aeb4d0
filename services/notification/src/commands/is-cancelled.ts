import { fold } from '@ventanilla/decider'
import type { EventLog } from '@ventanilla/event-log'
import { campaign } from '../domain/campaign/campaign.ts'
import type { CampaignEvent } from '../domain/campaign/facts.ts'
import { campaignStream } from '../domain/campaign/stream.ts'

/** From the stream, not a read model: what is cancelled a moment before a message goes doesn't go. */
export async function isCancelled(log: EventLog, campaignId: string): Promise<boolean> {
  const { events } = await log.stream(campaignStream(campaignId))
  return fold(campaign, events as unknown as CampaignEvent[]).status === 'cancelled'
}
