import type { Db } from '@ventanilla/database'
import { activeTable } from '@ventanilla/projections'

/** Which open cases; all that is said must hold. `officer: null` is nobody. */
export interface Filter {
  area?: string | undefined
  level?: number | undefined
  officer?: string | null | undefined
  procedure?: string | undefined
  kind?: string | undefined
  channel?: string | undefined
  state?: string | undefined
  theme?: string | undefined
  receivedBefore?: string | undefined
  cases?: readonly string[] | undefined
}

/** The most that one batch moves: its list stands in one fact. */
export const MOST = 1000

/** Ids of open cases, by when they came in; one more than `MOST` when there are more. */
export async function casesAsked(db: Db, entity: string, filter: Filter): Promise<string[]> {
  const { area, level, officer, procedure, kind, channel, state, theme, receivedBefore, cases } = filter
  const rows = await db.query<{ case_id: string }>(
    `select case_id from ${await activeTable(db, 'cases')}
     where entity = $1 and not final and merged_into is null
       and ($2::text is null or area = $2) and ($3::int is null or level = $3)
       and ($4::text is null or officer = $4) and (not $5 or officer is null)
       and ($6::text is null or procedure = $6) and ($7::text is null or kind = $7)
       and ($8::text is null or channel = $8) and ($9::text is null or state = $9)
       and ($10::text is null or theme = $10) and ($11::timestamptz is null or received_at < $11)
       and ($12::uuid[] is null or case_id = any ($12))
     order by received_at, case_id limit ${MOST + 1}`,
    [
      ...[entity, area ?? null, level ?? null, officer ?? null, officer === null, procedure ?? null],
      ...[kind ?? null, channel ?? null, state ?? null, theme ?? null, receivedBefore ?? null, cases ?? null],
    ],
  )
  return rows.map(({ case_id }) => case_id)
}
