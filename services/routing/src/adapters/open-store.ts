import {
  type Database,
  databaseUrl,
  ensureDatabase,
  migrate,
  openDatabase,
  sqlState,
} from '@ventanilla/database'

export interface StoreMigrations {
  service: string
  dir: URL
}

const NO_SUCH_DATABASE = '3D000'

/**
 * A database with its schema up to date; made when the server doesn't have it. A role that may not create databases
 * is only asked to where there is none.
 */
export async function openStore(
  url: string,
  name: string,
  migrations: readonly StoreMigrations[],
): Promise<Database> {
  const open = () => openDatabase({ url, applicationName: `ventanilla-${name}` })
  const database = await open().catch(async (error: unknown) => {
    if (sqlState(error) !== NO_SUCH_DATABASE) throw error
    await ensureDatabase(databaseUrl(url, 'postgres'), decodeURIComponent(new URL(url).pathname.slice(1)))
    return open()
  })
  try {
    for (const one of migrations) await migrate(database, one)
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}
