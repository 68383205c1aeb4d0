import type { Db } from '@ventanilla/database'
import { fold } from '@ventanilla/decider'
import type { EventLog, Stream } from '@ventanilla/event-log'
import { activeTable } from '@ventanilla/projections'
import { campaign } from '../../domain/campaign/campaign.ts'
import type { CampaignEvent, CampaignOpened } from '../../domain/campaign/facts.ts'
import { campaignStream } from '../../domain/campaign/stream.ts'

export interface CampaignCounts {
  requested: number
  sent: number
  /** By reason. */
  failed: Readonly<Record<string, number>>
  waiting: number
}

export interface ReadCampaign {
  entity: string
  opened: CampaignOpened['data']
  openedAt: string
  cancelledAt?: string
  erasedAt?: string
  counts: CampaignCounts
}

type Ended = { campaign_id: string; state: 'sent' | 'failed'; reason: string | null; n: number }

/** One campaign: what it is, from its stream; how its messages ended, from the read model. */
export async function findCampaign(
  db: Db,
  log: EventLog,
  campaignId: string,
): Promise<ReadCampaign | undefined> {
  const stream = await log.stream(campaignStream(campaignId))
  if (stream.version === 0) return undefined
  return read(stream, await endedOf(db, [campaignId]))
}

/** Those of a case, in the order in which they were opened. */
export async function campaignsOf(db: Db, log: EventLog, caseId: string): Promise<ReadCampaign[]> {
  const found = await db.query<{ campaign_id: string }>(
    `select distinct campaign_id from ${await activeTable(db, 'campaign_messages')} where case_id = $1`,
    [caseId],
  )
  const ids = found.map(({ campaign_id }) => campaign_id)
  const [streams, ended] = await Promise.all([log.streams(ids.map(campaignStream)), endedOf(db, ids)])
  return [...streams.values()]
    .flatMap((stream) => read(stream, ended) ?? [])
    .sort((one, other) => (one.openedAt < other.openedAt ? -1 : 1))
}

async function endedOf(db: Db, campaignIds: readonly string[]): Promise<Ended[]> {
  return db.query<Ended>(
    `select campaign_id, state, reason, count(*)::integer as n
     from ${await activeTable(db, 'campaign_messages')}
     where campaign_id = any ($1::uuid[]) and state <> 'requested'
     group by campaign_id, state, reason order by reason`,
    [campaignIds],
  )
}

function read({ entity = '', events }: Stream, ended: readonly Ended[]): ReadCampaign | undefined {
  const [first] = events
  const state = fold(campaign, events as unknown as CampaignEvent[])
  if (first === undefined || state.status === 'none') return undefined
  const { opened } = state
  const own = ended.filter(({ campaign_id }) => campaign_id === opened.campaignId)
  const erased = events.find(({ type }) => type === 'CampaignErased')
  const cancelled = events.find(({ type }) => type === 'CampaignCancelled')
  return {
    ...{ entity, opened, openedAt: first.at },
    ...(cancelled && { cancelledAt: cancelled.at }),
    ...(erased && { erasedAt: erased.at }),
    counts: countsOf(opened.recipients, own, cancelled !== undefined),
  }
}

/** What still waits when a campaign is cancelled doesn't go, though its own stream may not say so yet. */
function countsOf(requested: number, ended: readonly Ended[], cancelled: boolean): CampaignCounts {
  const sent = ended.find(({ state }) => state === 'sent')?.n ?? 0
  const failed = new Map(
    ended.flatMap(({ state, reason, n }) => (state === 'failed' ? [[reason ?? '', n]] : [])),
  )
  const rest = requested - ended.reduce((sum, { n }) => sum + n, 0)
  if (cancelled && rest > 0) failed.set('cancelled', (failed.get('cancelled') ?? 0) + rest)
  return { requested, sent, failed: Object.fromEntries(failed), waiting: cancelled ? 0 : rest }
}

/** Those of `refs` that a campaign has in the vault. */
export async function knownOfCampaigns(db: Db, refs: readonly string[]): Promise<Set<string>> {
  const table = await activeTable(db, 'campaign_messages')
  const rows = await db.query<{ ref: string }>(
    `select recipient_ref as ref from ${table} where recipient_ref = any ($1::uuid[])
     union select words_ref from ${table} where words_ref = any ($1::uuid[])`,
    [refs],
  )
  return new Set(rows.map(({ ref }) => ref))
}
