import { databaseUrl } from './database-url.ts'
import type { Database } from './db.ts'
import { ensureDatabase } from './ensure-database.ts'
import { sqlState } from './errors.ts'
import { migrate } from './migrate.ts'
import { openDatabase } from './open-database.ts'
import type { DatabaseOptions } from './pool-config.ts'

export interface StoreOptions extends DatabaseOptions {
  /** Applied in this order. */
  migrations: readonly { service: string; dir: URL | string }[]
}

const NO_SUCH_DATABASE = '3D000'

/**
 * A database with its schema up to date; made when the server doesn't have it. A role that may not create
 * databases is only asked to where there is none.
 */
export async function openStore({ migrations, ...options }: StoreOptions): Promise<Database> {
  const database = await openDatabase(options).catch(async (error: unknown) => {
    if (sqlState(error) !== NO_SUCH_DATABASE) throw error
    const { url } = options
    await ensureDatabase(databaseUrl(url, 'postgres'), decodeURIComponent(new URL(url).pathname.slice(1)))
    return openDatabase(options)
  })
  try {
    for (const one of migrations) await migrate(database, one)
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}
