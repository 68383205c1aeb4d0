import type { Db } from '@ventanilla/database'
import { activeTable } from '@ventanilla/projections'
import type { CaseRow } from './projection.ts'

export interface CasesAsked {
  entity?: string
  procedure?: string
  state?: string
  area?: string
  priority?: string
  limit: number
  /** The last case of the page before. */
  after?: Place
}

export interface Place {
  receivedAt: string
  caseId: string
}

/** How many cases of an entity there are, and of a procedure. */
export async function countCases(
  db: Db,
  { entity, procedure }: Pick<CasesAsked, 'entity' | 'procedure'>,
): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    `select count(*)::int as count from ${await activeTable(db, 'cases')}
     where ($1::text is null or entity = $1) and ($2::text is null or procedure = $2)`,
    [entity ?? null, procedure ?? null],
  )
  return row?.count ?? 0
}

/** Cases from the first that came in; one more than `limit` when there are more. */
export async function readCases(
  db: Db,
  { entity, procedure, state, area, priority, limit, after }: CasesAsked,
): Promise<CaseRow[]> {
  return db.query<CaseRow>(
    `select * from ${await activeTable(db, 'cases')}
     where ($1::text is null or entity = $1) and ($2::text is null or state = $2)
       and ($3::text is null or area = $3) and ($7::text is null or procedure = $7)
       and ($8::text is null or priority = $8)
       and ($4::timestamptz is null or (received_at, case_id) > ($4, $5::uuid))
     order by received_at, case_id limit $6`,
    [
      entity ?? null,
      state ?? null,
      area ?? null,
      after?.receivedAt ?? null,
      after?.caseId ?? null,
      limit + 1,
      procedure ?? null,
      priority ?? null,
    ],
  )
}
