import { setImmediate as breathe } from 'node:timers/promises'
import type { LocalDate } from '@ventanilla/calendar'
import type { Db } from '@ventanilla/database'
import { beginningOf } from '../../domain/staffing/business-time.ts'
import type { CaseTried } from '../../domain/staffing/tried.ts'

export interface CasesAsked {
  readonly entity: string
  readonly areas: readonly string[]
  /** Those that were in some queue on this day or after it. */
  readonly from: LocalDate
}

/** Rows of one question: some twenty milliseconds of this loop's time. */
const AT_ONCE = 5_000

const WHERE = `entity = $1 and received_on is not null and visits @> any ($2::jsonb[])
  and coalesce((visits->-1->>2)::bigint, $3::bigint) >= $3::bigint`

const valuesOf = ({ entity, areas, from }: CasesAsked) => [
  ...[entity, areas.map((area) => JSON.stringify([[area]])), beginningOf(from)],
]

/** How many there are, counted up to `most`. */
export async function countCases(db: Db, table: string, asked: CasesAsked, most: number): Promise<number> {
  const [row] = await db.query<{ cases: number }>(
    `select count(*)::int as cases from (select from ${table} where ${WHERE} limit $4) counted`,
    [...valuesOf(asked), most],
  )
  return row?.cases ?? 0
}

type CaseRow = Omit<CaseTried, 'leftAt'>

/** All of them, some at a time. */
export async function* readCases(db: Db, table: string, asked: CasesAsked): AsyncGenerator<CaseTried[]> {
  let after: string | null = null
  for (;;) {
    const rows: CaseRow[] = await db.query<CaseRow>(
      `select case_id as "caseId", area, kind, received_on as "receivedOn", open, ended_on as "endedOn", due, late, visits
       from ${table} where ${WHERE} and ($4::uuid is null or case_id > $4) order by case_id limit $5`,
      [...valuesOf(asked), after, AT_ONCE],
    )
    yield rows.map((row) => toCase(row, asked.areas))
    after = rows.at(-1)?.caseId ?? null
    if (rows.length < AT_ONCE) return
    await breathe()
  }
}

function toCase({ visits, ...row }: CaseRow, areas: readonly string[]): CaseTried {
  return {
    ...row,
    leftAt: visits.at(-1)?.[2] ?? null,
    visits: visits.filter(([area]) => areas.includes(area)),
  }
}
