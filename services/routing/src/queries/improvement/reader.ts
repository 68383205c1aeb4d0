import type { Db } from '@ventanilla/database'
import { activeTable } from '@ventanilla/projections'
import type { ActionRow } from './projection.ts'

export interface ActionsWanted {
  entity: string
  procedure?: string | undefined
  area?: string | undefined
  owner?: string | undefined
  state?: string | undefined
  /** As `causeKey` writes it. */
  cause?: string | undefined
  /** Open on this day, and due before it. */
  overdueOn?: string | undefined
  /** Open, and not moved since before this day. */
  idleSince?: string | undefined
  after?: { due: string; id: string } | undefined
  limit: number
}

/** Those that are wanted, the first to fall due first; one more than `limit` when there are more. */
export async function readActions(db: Db, wanted: ActionsWanted): Promise<ActionRow[]> {
  const { entity, procedure, area, owner, state, cause, overdueOn, idleSince, after, limit } = wanted
  return db.query<ActionRow>(
    `select * from ${await activeTable(db, 'improvement_actions')}
     where entity = $1 and ($2::text is null or procedure = $2) and ($3::text is null or area = $3)
       and ($4::text is null or owner = $4) and ($5::text is null or status = $5)
       and ($6::jsonb is null or causes @> $6::jsonb)
       and ($7::text is null or (status = 'open' and due < $7))
       and ($8::text is null or (status = 'open' and moved_on < $8))
       and ($9::text is null or (due, id) > ($9, $10::uuid))
     order by due, id limit $11`,
    [
      ...[entity, procedure ?? null, area ?? null, owner ?? null, state ?? null],
      ...[cause === undefined ? null : JSON.stringify([cause]), overdueOn ?? null, idleSince ?? null],
      ...[after?.due ?? null, after?.id ?? null, limit + 1],
    ],
  )
}
