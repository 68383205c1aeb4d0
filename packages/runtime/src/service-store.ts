import { type Database, openStore } from '@ventanilla/database'
import { type EventLog, eventLogMigrations, openPostgresLog } from '@ventanilla/event-log'
import { projectionsMigrations } from '@ventanilla/projections'
import type { Check } from './health.ts'
import type { Logger } from './logger.ts'

/** The schemas that every service's database has: its log's, and the bookkeeping of its read models. */
export const storeMigrations = [
  { service: 'event-log', dir: eventLogMigrations },
  { service: 'projections', dir: projectionsMigrations },
] as const

export interface ServiceStore extends AsyncDisposable {
  database: Database
  log: EventLog
  check: Check
}

export interface ServiceStoreOptions {
  /** A database of this service alone. */
  url: string
  /** The service, as it stands in pg_stat_activity and in the health. */
  name: string
  /** Tables of its own, beside the log and the read models. */
  migrations?: readonly { service: string; dir: URL | string }[]
  logger: Logger
}

/** What every service keeps its facts and read models in, made and migrated. */
export async function openServiceStore(options: ServiceStoreOptions): Promise<ServiceStore> {
  const { url, name, migrations = [], logger } = options
  const database = await openStore({
    url,
    applicationName: `ventanilla-${name}`,
    migrations: [...storeMigrations, ...migrations],
    onError: (err) => logger.warn({ err }, 'a database connection was lost'),
  })
  const log = openPostgresLog(database)
  return {
    database,
    log,
    check: databaseCheck(`${name} database`, database),
    async [Symbol.asyncDispose]() {
      await log.close()
      await database.close()
    },
  }
}

/** Passes while the database answers. */
export function databaseCheck(name: string, database: Database): Check {
  return { name, probe: async () => (await database.query('select 1')).length === 1 }
}
