import type { Db } from '@ventanilla/database'
import type { RefsPage } from '../store.ts'

export async function refsPut(
  db: Db,
  { since, olderThan, kinds, after, limit }: RefsPage,
): Promise<string[]> {
  const rows = await db.query<{ ref: string }>(
    `select ref from vault.records
     where put_at >= $1 and put_at < $2 and ref > $3 and ($5::text[] is null or kind = any ($5))
     order by ref limit $4`,
    [since ?? '-infinity', olderThan, after, limit, kinds ?? null],
  )
  return rows.map(({ ref }) => ref)
}

/**
 * The age is looked at again: a filing that is being repeated has made its records young since they were
 * read.
 */
export async function remove(db: Db, refs: readonly string[], olderThan: string): Promise<number> {
  const rows = await db.query(
    'delete from vault.records where ref = any ($1::uuid[]) and put_at < $2 returning ref',
    [refs, olderThan],
  )
  return rows.length
}
