import type { Db } from '@ventanilla/database'
import { activeTable } from '@ventanilla/projections'
import type { OutboxRow } from './projection.ts'

export interface Waiting extends OutboxRow {
  /** It has been put off for longer than anybody waits. */
  expired: boolean
}

export interface WaitingQuery {
  /** Those whose turn has not come again. */
  without: readonly string[]
  /** What waits for an hour at which it may go. */
  held: readonly string[]
  limit: number
  giveUpHours: number
}

/** What waits, oldest first. How long it has been put off is real time, which is the database's. */
export async function waitingMessages(db: Db, query: WaitingQuery): Promise<Waiting[]> {
  return db.query<Waiting>(
    `select *, coalesce(troubled_since < now() - make_interval(secs => $3 * 3600.0), false) as expired
     from ${await activeTable(db, 'outbox')}
     where message_id <> all ($1::uuid[]) and letter->>'template' <> all ($4::text[])
     order by requested_at, message_id limit $2`,
    [query.without, query.limit, query.giveUpHours, query.held],
  )
}

/** Without those that wait for their hour: nobody is behind with them. */
export async function countWaiting(db: Db, held: readonly string[]): Promise<number> {
  const [row] = await db.query<{ n: number }>(
    `select count(*) as n from ${await activeTable(db, 'outbox')} where letter->>'template' <> all ($1::text[])`,
    [held],
  )
  return row?.n ?? 0
}
