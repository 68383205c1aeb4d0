import type { Db } from '@ventanilla/database'
import { activeTable } from '@ventanilla/projections'
import type { WaitingRow } from './projection.ts'

const PAGE = 500

/** The cases that wait for somebody to be given to, by when they came in, page by page. */
export async function* readWaiting(db: Db): AsyncGenerator<WaitingRow> {
  const table = await activeTable(db, 'waiting')
  let after: WaitingRow | undefined
  do {
    const rows: WaitingRow[] = await db.query<WaitingRow>(
      `select * from ${table} where waits_since is not null
         and ($1::timestamptz is null or (waits_since, case_id) > ($1, $2::uuid))
       order by waits_since, case_id limit ${PAGE}`,
      [after?.waits_since ?? null, after?.case_id ?? null],
    )
    yield* rows
    after = rows.length === PAGE ? rows.at(-1) : undefined
  } while (after !== undefined)
}
