import type { Db } from '@ventanilla/database'
import { activeTable } from '@ventanilla/projections'
import type { CaseRow } from './projection.ts'

const PAGE = 500

/** Open cases of these versions that nobody has: those with priority first, then by when they came in; page by page. */
export async function* readUnassigned(
  db: Db,
  entity: string,
  versions: readonly { id: string; version: number }[],
): AsyncGenerator<CaseRow> {
  const table = await activeTable(db, 'cases')
  let after: CaseRow | undefined
  do {
    const rows: CaseRow[] = await db.query<CaseRow>(
      `select * from ${table}
       where entity = $1 and not final and merged_into is null and officer is null
         and (procedure, procedure_version) in (select * from unnest($2::text[], $3::int[]))
         and ($4::integer is null or (precedence, received_at, case_id) > ($4, $5::timestamptz, $6::uuid))
       order by precedence, received_at, case_id limit ${PAGE}`,
      [
        ...[entity, versions.map(({ id }) => id), versions.map(({ version }) => version)],
        ...[after?.precedence ?? null, after?.received_at ?? null, after?.case_id ?? null],
      ],
    )
    yield* rows
    after = rows.length === PAGE ? rows.at(-1) : undefined
  } while (after !== undefined)
}
