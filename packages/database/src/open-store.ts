import { databaseUrl } from './database-url.ts'
import type { Database } from './db.ts'
import { assertDurable } from './durability.ts'
import { ensureDatabase } from './ensure-database.ts'
import { sqlState } from './errors.ts'
import { migrate } from './migrate.ts'
import { openDatabase } from './open-database.ts'
import type { DatabaseOptions } from './pool-config.ts'
import { assertNotBroken } from './schema-version.ts'

export interface StoreOptions extends DatabaseOptions {
  /** Applied in this order. */
  migrations: readonly { service: string; dir: URL | string }[]
  /** Goes on where the server may lose what it acknowledged: for tests that must lose data. */
  allowUnsafe?: boolean
  /** Told, in Spanish, of each thing that this store works in spite of. */
  onWarning?: (text: string) => void
}

/** A database that is fit to keep facts. */
export interface Store extends Database {
  /** What it works in spite of, as words for a machine: 'fsync=off', 'event-log-newer=4'. */
  readonly warnings: readonly string[]
  /** @throws SchemaNewerError when a newer release has changed the schema so that this one can't go on */
  assertSchema(): Promise<void>
}

const NO_SUCH_DATABASE = '3D000'

/**
 * A database with its schema up to date, on a server that keeps what it acknowledges; made when the server doesn't
 * have it. A role that may not create databases is only asked to where there is none.
 * @throws UnsafePostgresError, SchemaNewerError, MigrationChangedError, MigrationFailedError
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { migrations, allowUnsafe = false, onWarning = () => {}, ...connection } = options
  const database = await openOrMake(connection)
  try {
    const warnings: string[] = []
    for (const { setting, value, why } of await assertDurable(database, allowUnsafe)) {
      warnings.push(`${setting}=${value}`)
      onWarning(`PostgreSQL con ${setting} = ${value}: ${why}.`)
    }
    const known = new Map<string, number>()
    for (const one of migrations) {
      const { found, version } = await migrate(database, one)
      known.set(one.service, version)
      if (found <= version) continue
      warnings.push(`${one.service}-newer=${found}`)
      onWarning(
        `La base de datos de «${one.service}» va por la versión ${found} y este programa por la ${version}; son compatibles.`,
      )
    }
    return { ...database, warnings, assertSchema: () => assertNotBroken(database, known) }
  } catch (error) {
    await database.close()
    throw error
  }
}

async function openOrMake(options: DatabaseOptions): Promise<Database> {
  return openDatabase(options).catch(async (error: unknown) => {
    if (sqlState(error) !== NO_SUCH_DATABASE) throw error
    const { url } = options
    await ensureDatabase(databaseUrl(url, 'postgres'), decodeURIComponent(new URL(url).pathname.slice(1)))
    return openDatabase(options)
  })
}
