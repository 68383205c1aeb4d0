import {
  type Database,
  databaseUrl,
  ensureDatabase,
  migrate,
  openDatabase,
  sqlState,
} from '@ventanilla/database'
import { eventLogMigrations } from '@ventanilla/event-log'
import { projectionsMigrations } from '@ventanilla/projections'

const NO_SUCH_DATABASE = '3D000'

/** The schema of reporting, on top of the log's and the read models'. */
export const reportingMigrations = new URL('../../sql/', import.meta.url)

/** In the order in which they are applied. */
export const migrations = [
  { service: 'event-log', dir: eventLogMigrations },
  { service: 'projections', dir: projectionsMigrations },
  { service: 'reporting', dir: reportingMigrations },
]

/** Reporting's database with its schema up to date; made when the server doesn't have it. */
export async function openStore(url: string): Promise<Database> {
  const open = () => openDatabase({ url, applicationName: 'ventanilla-reporting' })
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
