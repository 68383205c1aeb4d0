import type { Db } from './db.ts'
import { SchemaNewerError } from './migration-errors.ts'

const TABLE = `
create table if not exists ventanilla_migrations (
  service text not null,
  number integer not null,
  name text not null,
  sha256 text not null,
  applied_at timestamptz not null default clock_timestamp(),
  breaking boolean not null default false,
  primary key (service, number)
)`

/** The table of what was applied, also where a release made it that knew of nothing breaking. */
export async function prepareTable(tx: Db): Promise<void> {
  await tx.query(TABLE)
  const [there] = await tx.query(
    `select from pg_attribute where attrelid = 'ventanilla_migrations'::regclass and attname = 'breaking'`,
  )
  // Asked first: ALTER TABLE would lock out whoever reads the table, at every start, for nothing.
  if (!there) await tx.query('alter table ventanilla_migrations add breaking boolean not null default false')
}

/**
 * @param known the last migration that this program has, by service
 * @throws SchemaNewerError when there is a later one that is marked as breaking
 */
export async function assertNotBroken(db: Db, known: ReadonlyMap<string, number>): Promise<void> {
  const [broken] = await db.query<{ service: string; found: number; known: number }>(
    `select m.service, max(m.number) as found, k.known from ventanilla_migrations m
     join unnest($1::text[], $2::int[]) as k(service, known) on k.service = m.service and m.number > k.known
     where m.breaking group by m.service, k.known order by m.service limit 1`,
    [[...known.keys()], [...known.values()]],
  )
  if (broken) throw new SchemaNewerError(broken.service, broken.found, broken.known)
}
