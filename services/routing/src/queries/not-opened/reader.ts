import type { Db } from '@ventanilla/database'
import { activeTable } from '@ventanilla/projections'
import type { NotOpenedRow } from './projection.ts'

/** How many there are, and the first hundred that came in. */
export async function readNotOpened(
  db: Db,
  entity?: string,
): Promise<{ count: number; rows: NotOpenedRow[] }> {
  const table = await activeTable(db, 'not_opened')
  const found = await db.query<NotOpenedRow & { count: number }>(
    `select *, count(*) over () as count from ${table}
     where $1::text is null or entity = $1 order by received_at, case_id limit 100`,
    [entity ?? null],
  )
  return { count: found[0]?.count ?? 0, rows: found }
}
