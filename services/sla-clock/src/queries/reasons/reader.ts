import type { Db } from '@ventanilla/database'
import { activeTable } from '@ventanilla/projections'
import { reasonsProjection } from './projection.ts'

/** Which of these references some fact carries. */
export async function knownReasons(db: Db, refs: readonly string[]): Promise<Set<string>> {
  const rows = await db.query<{ ref: string }>(
    `select ref from ${await activeTable(db, reasonsProjection.name)} where ref = any ($1::uuid[])`,
    [refs],
  )
  return new Set(rows.map(({ ref }) => ref))
}
