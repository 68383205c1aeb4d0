import type { Db } from '@ventanilla/database'
import { activeTable } from '@ventanilla/projections'
import { type Likeness, NEAR, type Resemblance, resemblance } from '../../domain/similar/resemblance.ts'
import { pairKey } from './dismissed.ts'
import type { SimilarRow } from './projection.ts'

export type Similar = Likeness & Resemblance

/** How many are looked at on either ground. Somebody with more open cases is no case of two that are one. */
const LOOKED_AT = 200

/** The nearest by reception on each of two grounds, each by an index: whose they are, and what they ask. */
export const candidatesSql = (table: string) => `
  (select * from ${table} where entity = $1 and person_ref = $2::uuid and open and received_at <= $6::timestamptz
   order by received_at desc limit ${LOOKED_AT})
  union (select * from ${table} where entity = $1 and person_ref = $2::uuid and open and received_at > $6::timestamptz
   order by received_at limit ${LOOKED_AT})
  union (select * from ${table} where entity = $1 and kind = $3 and theme = $4 and open
     and received_at between $6::timestamptz - make_interval(days => $5::int) and $6::timestamptz
   order by received_at desc limit ${LOOKED_AT})
  union (select * from ${table} where entity = $1 and kind = $3 and theme = $4 and open
     and received_at > $6::timestamptz and received_at <= $6::timestamptz + make_interval(days => $5::int)
   order by received_at limit ${LOOKED_AT})`

export function candidateValues({ entity, personRef, kind, theme, receivedAt }: Likeness): unknown[] {
  // A day counts as it is in Bogotá: of those at the edge of the days more are looked at, and compared.
  return [entity, personRef ?? null, kind, theme ?? null, NEAR + 1, receivedAt]
}

/** Open cases that may be the same matter, the likeliest first, without those that somebody has said are not. */
export async function readSimilar(db: Db, own: Likeness, limit: number): Promise<Similar[]> {
  const table = await activeTable(db, 'similar')
  const rows = await db.query<SimilarRow>(candidatesSql(table), candidateValues(own))
  const found = rows.flatMap((row) => {
    const other = likenessOf(row)
    const alike = resemblance(own, other)
    return alike ? [{ ...other, ...alike }] : []
  })
  const no = await dismissedOf(
    db,
    found.map(({ caseId }) => pairKey(own.caseId, caseId)),
  )
  return found
    .filter(({ caseId }) => !no.has(pairKey(own.caseId, caseId)))
    .sort(
      (a, b) => b.score - a.score || (a.receivedAt < b.receivedAt ? -1 : 1) || (a.caseId < b.caseId ? -1 : 1),
    )
    .slice(0, limit)
}

async function dismissedOf(db: Db, pairs: readonly string[]): Promise<Set<string>> {
  const table = await activeTable(db, 'dismissed')
  const rows = await db.query<{ pair: string }>(`select pair from ${table} where pair = any ($1)`, [pairs])
  return new Set(rows.map(({ pair }) => pair))
}

function likenessOf(row: SimilarRow): Likeness {
  return {
    ...{ caseId: row.case_id, entity: row.entity, family: row.family, kind: row.kind },
    ...{ theme: row.theme ?? undefined, product: row.product ?? undefined },
    ...{ personRef: row.person_ref ?? undefined, receivedAt: row.received_at },
  }
}
