import type { Db } from '@ventanilla/database'
import { activeTable } from '@ventanilla/projections'
import { type ClockRow, clocksProjection } from './projection.ts'

export interface ClocksAsked {
  entity?: string | undefined
  caseId?: string | undefined
  state?: string | undefined
  /** The last clock of the page before. */
  after?: string | undefined
  limit: number
}

/** Clocks by id, one more than `limit` when there is another page. */
export async function readClocks(db: Db, asked: ClocksAsked): Promise<ClockRow[]> {
  const { entity, caseId, state, after, limit } = asked
  return db.query<ClockRow>(
    `select * from ${await activeTable(db, clocksProjection.name)}
     where ($1::text is null or entity = $1) and ($2::uuid is null or case_id = $2)
       and ($3::text is null or state = $3) and ($4::uuid is null or clock_id > $4)
     order by clock_id limit $5`,
    [entity ?? null, caseId ?? null, state ?? null, after ?? null, limit + 1],
  )
}
