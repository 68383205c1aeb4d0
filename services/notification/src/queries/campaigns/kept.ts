import type { Db } from '@ventanilla/database'
import { activeTable, type Projection, projection, type Row } from '@ventanilla/projections'
import type { CampaignCancelled, CampaignErased, CampaignOpened } from '../../domain/campaign/facts.ts'

/** A campaign whose recipients are still known. */
export type KeptCampaignRow = Row & { campaign_id: string; entity: string; cancelled_at: string | null }

type Event = { entity: string; at: string } & (CampaignOpened | CampaignCancelled | CampaignErased)

export const keptCampaigns: Projection = projection<Event, KeptCampaignRow>({
  name: 'kept_campaigns',
  version: 1,
  key: 'campaign_id',
  columns: { campaign_id: 'uuid', entity: 'text', cancelled_at: 'timestamptz' },
  keyOf: ({ data }) => data.campaignId,
  on: {
    CampaignOpened: (row, { entity, data }) =>
      row ?? { campaign_id: data.campaignId, entity, cancelled_at: null },
    CampaignCancelled: (row, { at }) => row && { ...row, cancelled_at: at },
    CampaignErased: () => undefined,
  },
})

/** A hundred of those that ended before an instant: the last of their messages did, or they were cancelled and it did. */
export async function endedBefore(db: Db, instant: string): Promise<KeptCampaignRow[]> {
  return db.query<KeptCampaignRow>(
    `select k.* from ${await activeTable(db, 'kept_campaigns')} k
     join lateral (
       select max(ended_at) as last, count(*) filter (where state = 'requested') as waiting
       from ${await activeTable(db, 'campaign_messages')} m where m.campaign_id = k.campaign_id
     ) own on true
     where (own.waiting = 0 or k.cancelled_at is not null)
       and greatest(own.last, k.cancelled_at) < $1
     order by k.campaign_id limit 100`,
    [instant],
  )
}
