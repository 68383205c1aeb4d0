import type { Database, Db } from './db.ts'
import { MigrationChangedError, MigrationFailedError } from './migration-errors.ts'
import { type MigrationFile, migrationFiles } from './migration-files.ts'
import { assertNotBroken, prepareTable } from './schema-version.ts'

/** Any constant will do, as long as every release has the same: "vent" in ASCII. */
const LOCK = 0x76656e74

export interface Migrated {
  /** Names of the files that this call applied. */
  applied: string[]
  /** The number of the last one that this program has, 0 when there are none. */
  version: number
  /** The number of the last one that was applied: higher when a newer, compatible release did so. */
  found: number
}

/**
 * Applies each numbered file of `dir` once, in order, each in a transaction of its own. Several replicas may
 * start at once: a transaction-level lock lets one at a time look and apply (it also works through a pooler).
 * What a newer release applied and did not mark as breaking, this one works on.
 * @throws SchemaNewerError, MigrationChangedError, MigrationFailedError
 */
export async function migrate(
  database: Database,
  { service, dir }: { service: string; dir: URL | string },
): Promise<Migrated> {
  const files = await migrationFiles(dir)
  const applied: string[] = []
  for (;;) {
    // Building an index may take as long as it takes.
    const next = await database.transaction((tx) => applyNext(tx, service, files), { unlimited: true })
    if (typeof next === 'number') return { applied, version: files.length, found: next }
    applied.push(next)
  }
}

/** @returns the name of what it applied, or, when there was nothing left, the number of the last one */
async function applyNext(tx: Db, service: string, files: MigrationFile[]): Promise<string | number> {
  await tx.query('select pg_advisory_xact_lock($1)', [LOCK])
  await prepareTable(tx)
  const done = await tx.query<{ number: number; sha256: string }>(
    'select number, sha256 from ventanilla_migrations where service = $1 order by number',
    [service],
  )
  const last = done.at(-1)?.number ?? 0
  await assertNotBroken(tx, new Map([[service, files.length]]))
  for (const { number, sha256 } of done) {
    const file = files[number - 1]
    if (file && file.sha256 !== sha256) throw new MigrationChangedError(service, file.name)
  }
  const next = files[last]
  if (next === undefined) return last
  try {
    await tx.query(next.sql)
  } catch (error) {
    throw new MigrationFailedError(service, next.name, error)
  }
  await tx.query(
    'insert into ventanilla_migrations (service, number, name, sha256, breaking) values ($1, $2, $3, $4, $5)',
    [service, next.number, next.name, next.sha256, next.breaking],
  )
  return next.name
}
