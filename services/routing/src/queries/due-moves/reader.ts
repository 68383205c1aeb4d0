import type { Db } from '@ventanilla/database'
import { activeTable } from '@ventanilla/projections'
import type { DueMoveRow } from './projection.ts'

/** What should have been made by `now`, the earliest first. */
export async function readDueMoves(db: Db, now: string, limit: number): Promise<DueMoveRow[]> {
  return db.query<DueMoveRow>(
    `select case_id, entity, transition, due_at from ${await activeTable(db, 'due_moves')}
     where due_at <= $1 order by due_at, case_id limit $2`,
    [now, limit],
  )
}

export async function countDueMoves(db: Db, now: string): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    `select count(*) from ${await activeTable(db, 'due_moves')} where due_at <= $1`,
    [now],
  )
  return row?.count ?? 0
}
