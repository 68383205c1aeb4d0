import { fold, isRefusal, type JsonObject, type Refusal, refuse } from '@ventanilla/decider'
import { deriveId } from '@ventanilla/event-log'
import { VaultError } from '@ventanilla/vault'
import { type CampaignRefusal, campaign } from '../domain/campaign/campaign.ts'
import type { CampaignEvent } from '../domain/campaign/facts.ts'
import { campaignStream } from '../domain/campaign/stream.ts'
import { type CampaignDeps, noteKind } from './campaign-deps.ts'

export interface CancellationAsked {
  campaignId: string
  /** Why; it may name people, so it goes to the vault. */
  note: string
  by?: string | undefined
  actor: string
}

/** Nothing of the campaign goes any more, but for what is on its way already. The first note stays. */
export async function cancelCampaign(
  { log, vault, clock }: Pick<CampaignDeps, 'log' | 'vault' | 'clock'>,
  { campaignId, note, by, actor }: CancellationAsked,
): Promise<'cancelled' | Refusal<CampaignRefusal | 'campaign-erased'>> {
  const stream = campaignStream(campaignId)
  const { entity = '', version, events } = await log.stream(stream)
  const noteRef = deriveId('campaign note', campaignId)
  const decision = campaign.decide(
    { type: 'Cancel', cancelled: { noteRef, ...(by && { by }) } },
    fold(campaign, events as unknown as CampaignEvent[]),
  )
  if (isRefusal(decision)) return decision
  const [event] = decision
  if (!event) return 'cancelled'
  try {
    await vault.put([{ ref: noteRef, subject: campaignId, entity, kind: noteKind, value: note }])
  } catch (error) {
    if (error instanceof VaultError && error.code === 'subject-erased') return refuse('campaign-erased')
    throw error
  }
  const { type, data } = event
  const own = { id: deriveId('campaign cancelled', campaignId), type, at: clock.now() }
  const written = await log.write(entity, {
    appends: [
      { stream, expected: version, events: [{ ...own, data: data as unknown as JsonObject }], actor },
    ],
  })
  // Who asked at the same time has cancelled it.
  if (written.outcome === 'refused' && written.code !== 'version-conflict')
    throw new Error(`${written.code} at ${stream}`)
  return 'cancelled'
}
