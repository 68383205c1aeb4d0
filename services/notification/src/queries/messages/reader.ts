import type { Db } from '@ventanilla/database'
import { activeTable } from '@ventanilla/projections'
import type { Cursor } from './cursor.ts'
import type { MessageRow } from './projection.ts'

export interface MessageFilter {
  caseId?: string | undefined
  entity?: string | undefined
}

export interface Page {
  after?: Cursor | undefined
  limit: number
}

/** Messages in the order in which they were asked for; one more than `limit` when there are others behind. */
export async function listMessages(db: Db, filter: MessageFilter, page: Page): Promise<MessageRow[]> {
  return db.query<MessageRow>(
    `select * from ${await activeTable(db, 'messages')}
     where ($1::uuid is null or case_id = $1) and ($2::text is null or entity = $2)
       and ($3::timestamptz is null or (requested_at, message_id) > ($3, $4::uuid))
     order by requested_at, message_id limit $5`,
    [
      filter.caseId ?? null,
      filter.entity ?? null,
      page.after?.at ?? null,
      page.after?.id ?? null,
      page.limit + 1,
    ],
  )
}

export async function findMessage(db: Db, messageId: string): Promise<MessageRow | undefined> {
  const [row] = await db.query<MessageRow>(
    `select * from ${await activeTable(db, 'messages')} where message_id = $1`,
    [messageId],
  )
  return row
}

/** `requested` counts all that were ever asked for: what is neither sent nor failed still waits. */
export interface MessageCounts {
  requested: number
  sent: number
  failed: number
}

export async function countMessages(db: Db, entity: string): Promise<MessageCounts> {
  const [counts] = await db.query<MessageCounts>(
    `select count(*) as requested,
            count(*) filter (where state = 'sent') as sent,
            count(*) filter (where state = 'failed') as failed
     from ${await activeTable(db, 'messages')} where entity = $1`,
    [entity],
  )
  return counts ?? { requested: 0, sent: 0, failed: 0 }
}
