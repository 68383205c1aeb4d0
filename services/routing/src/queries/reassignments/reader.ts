import type { Db } from '@ventanilla/database'
import { activeTable } from '@ventanilla/projections'
import type { ReassignmentRow } from './projection.ts'

/** Batches that have cases left, the oldest first. */
export async function openBatches(db: Db): Promise<ReassignmentRow[]> {
  return db.query<ReassignmentRow>(
    `select * from ${await activeTable(db, 'reassignments')} where open order by started_at, batch limit 50`,
  )
}

/** Those of an entity, the newest first. */
export async function readBatches(db: Db, entity: string, limit: number): Promise<ReassignmentRow[]> {
  return db.query<ReassignmentRow>(
    `select * from ${await activeTable(db, 'reassignments')} where entity = $1
     order by started_at desc, batch limit $2`,
    [entity, limit],
  )
}
