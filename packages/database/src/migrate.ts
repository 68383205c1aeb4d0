import type { Database, Db } from './db.ts'
import { MigrationChangedError, MigrationFailedError, SchemaNewerError } from './migration-errors.ts'
import { type MigrationFile, migrationFiles } from './migration-files.ts'

/** Any constant will do, as long as every release has the same: "vent" in ASCII. */
const LOCK = 0x76656e74

const TABLE = `
create table if not exists ventanilla_migrations (
  service text not null,
  number integer not null,
  name text not null,
  sha256 text not null,
  applied_at timestamptz not null default clock_timestamp(),
  primary key (service, number)
)`

export interface Migrated {
  /** Names of the files that this call applied. */
  applied: string[]
  /** The number of the last one, 0 when there are none. */
  version: number
}

/**
 * Applies each numbered file of `dir` once, in order, each in a transaction of its own. Several replicas may
 * start at once: a transaction-level lock lets one at a time look and apply (it also works through a pooler).
 * @throws SchemaNewerError, MigrationChangedError, MigrationFailedError
 */
export async function migrate(
  database: Database,
  { service, dir }: { service: string; dir: URL | string },
): Promise<Migrated> {
  const files = await migrationFiles(dir)
  const applied: string[] = []
  for (;;) {
    const name = await database.transaction((tx) => applyNext(tx, service, files))
    if (name === undefined) return { applied, version: files.length }
    applied.push(name)
  }
}

async function applyNext(tx: Db, service: string, files: MigrationFile[]): Promise<string | undefined> {
  await tx.query('set local statement_timeout = 0') // building an index may take as long as it takes
  await tx.query('select pg_advisory_xact_lock($1)', [LOCK])
  await tx.query(TABLE)
  const done = await tx.query<{ number: number; sha256: string }>(
    'select number, sha256 from ventanilla_migrations where service = $1 order by number',
    [service],
  )
  const last = done.at(-1)?.number ?? 0
  if (last > files.length) throw new SchemaNewerError(service, last, files.length)
  for (const { number, sha256 } of done) {
    const file = files[number - 1]
    if (file && file.sha256 !== sha256) throw new MigrationChangedError(service, file.name)
  }
  const next = files[last]
  if (next === undefined) return undefined
  try {
    await tx.query(next.sql)
  } catch (error) {
    throw new MigrationFailedError(service, next.name, error)
  }
  await tx.query(
    'insert into ventanilla_migrations (service, number, name, sha256) values ($1, $2, $3, $4)',
    [service, next.number, next.name, next.sha256],
  )
  return next.name
}
