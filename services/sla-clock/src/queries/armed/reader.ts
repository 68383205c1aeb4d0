import type { Db } from '@ventanilla/database'
import { activeTable } from '@ventanilla/projections'
import { armedProjection } from './projection.ts'

export interface Armed {
  clock_id: string
  entity: string
}

/** Clocks that reach something up to an instant, the earliest first. */
export async function readArmed(db: Db, upTo: string, limit: number): Promise<Armed[]> {
  return db.query<Armed>(
    `select clock_id, entity from ${await activeTable(db, armedProjection.name)}
     where next <= $1 order by next, clock_id limit $2`,
    [upTo, limit],
  )
}

export async function countArmed(db: Db, upTo: string): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    `select count(*)::int as count from ${await activeTable(db, armedProjection.name)} where next <= $1`,
    [upTo],
  )
  return row?.count ?? 0
}
