import type { Database } from '@ventanilla/database'
import { fold, isRefusal, type JsonObject } from '@ventanilla/decider'
import { deriveId, type EventLog } from '@ventanilla/event-log'
import type { Projector } from '@ventanilla/projections'
import type { BusinessClock, Job } from '@ventanilla/runtime'
import type { Vault } from '@ventanilla/vault'
import { campaign } from '../domain/campaign/campaign.ts'
import type { CampaignEvent } from '../domain/campaign/facts.ts'
import { campaignStream } from '../domain/campaign/stream.ts'
import { endedBefore, type KeptCampaignRow } from '../queries/campaigns/kept.ts'

export interface EraseDeps {
  database: Database
  log: EventLog
  vault: Vault
  clock: BusinessClock
  /** Days for which the recipients of a campaign are kept after its end. */
  keepDays: number
  /** What tells which campaigns have ended; nothing is erased by one that lags. */
  models: readonly Pick<Projector, 'behind' | 'step'>[]
}

const DAY_MS = 86_400_000
const POLL_MS = 600_000
const ACTOR = 'service:notification'

/**
 * Whom a campaign went to is needed while somebody may still ask whether it arrived, and no longer (Decreto 1377/2013
 * art. 11). The key goes first: one whose fact isn't written yet is erased again, which changes nothing.
 */
export function eraseCampaigns(deps: EraseDeps): Job {
  const { database, clock, keepDays, models } = deps
  const lag = async () => Math.max(0, ...(await Promise.all(models.map((model) => model.behind()))))
  const due = () => endedBefore(database, new Date(Date.parse(clock.now()) - keepDays * DAY_MS).toISOString())
  return {
    name: 'erase campaigns',
    pollMs: POLL_MS,
    behind: async () => (await lag()) + (await due()).length,
    async step(signal, beat) {
      for (const model of models) while (!signal.aborted && (await model.step(beat)) === true);
      if (signal.aborted || (await lag()) > 0) return false
      const rows = await due()
      for (const row of rows) {
        if (signal.aborted) return false
        await erase(deps, row)
        beat?.()
      }
      return rows.length > 0
    },
  }
}

async function erase(
  { log, vault, clock, keepDays }: EraseDeps,
  { campaign_id: campaignId, entity }: KeptCampaignRow,
): Promise<void> {
  const at = clock.now()
  await vault.erase(campaignId, { actor: ACTOR, reason: `campaign ended ${keepDays} days ago`, at })
  const stream = campaignStream(campaignId)
  const { version, events } = await log.stream(stream)
  const decision = campaign.decide(
    { type: 'RecordErased' },
    fold(campaign, events as unknown as CampaignEvent[]),
  )
  if (isRefusal(decision)) throw new Error(`${stream}: ${decision.refused}`)
  const facts = decision.map(({ type, data }) => ({
    ...{ id: deriveId('campaign erased', campaignId), type, data: data as unknown as JsonObject, at },
  }))
  if (facts.length === 0) return
  const written = await log.write(entity, {
    appends: [{ stream, expected: version, events: facts, actor: ACTOR }],
  })
  // Somebody cancelled it meanwhile: the next look finds it again.
  if (written.outcome === 'refused' && written.code !== 'version-conflict')
    throw new Error(`${written.code} at ${stream}`)
}
