import type { Db } from '@ventanilla/database'
import { activeTable } from '@ventanilla/projections'
import type { KnownOfficer } from '../../domain/officers/officer.ts'
import type { OfficerRow } from './projection.ts'

/** The officers of an entity, by their id. */
export async function readOfficers(db: Db, entity: string): Promise<KnownOfficer[]> {
  const rows = await db.query<OfficerRow>(
    `select * from ${await activeTable(db, 'officers')} where entity = $1 order by officer`,
    [entity],
  )
  return rows.flatMap(({ state }) => (state.status === 'known' ? [state] : []))
}

/** How many open cases each officer of an entity has: those in no final state, and not at rest while another goes on for them. */
export async function readLoads(db: Db, entity: string): Promise<Map<string, number>> {
  const rows = await db.query<{ officer: string; open: number }>(
    `select officer, count(*)::int as open from ${await activeTable(db, 'cases')}
     where entity = $1 and not final and merged_into is null and officer is not null group by officer`,
    [entity],
  )
  return new Map(rows.map(({ officer, open }) => [officer, open]))
}
