import { isStorageFull, openStore, type Store } from '@ventanilla/database'
import type { EventVersions } from '@ventanilla/decider'
import { type EventLog, eventLogMigrations, openPostgresLog, versionedLog } from '@ventanilla/event-log'
import { projectionsMigrations } from '@ventanilla/projections'
import type { Check } from './health.ts'
import type { Logger } from './logger.ts'
import { createParkedModel, type ParkedModel } from './parking/parked-model.ts'
import { createGate } from './replicas/gate.ts'
import { postgresReplicas, replicasMigrations } from './replicas/postgres.ts'
import type { Replicated } from './replicas/replicated.ts'

/** The schemas that every service's database has: its log's, its read models' bookkeeping, its replicas'. */
export const storeMigrations = [
  { service: 'event-log', dir: eventLogMigrations },
  { service: 'projections', dir: projectionsMigrations },
  { service: 'runtime', dir: replicasMigrations },
] as const

export interface ServiceStore extends AsyncDisposable {
  database: Store
  log: EventLog
  parked: ParkedModel
  check: Check
  replicated: Replicated
}

export interface ServiceStoreOptions {
  /** A database of this service alone. */
  url: string
  /** The service, as it stands in pg_stat_activity and in the health. */
  name: string
  /** Tables of its own, beside the log and the read models. */
  migrations?: readonly { service: string; dir: URL | string }[]
  /** Of its own events: every reader of the log sees the newest. */
  versions: EventVersions
  /** See ALLOW_UNSAFE_POSTGRES. */
  allowUnsafe: boolean
  logger: Logger
}

/** What every service keeps its facts and read models in, made and migrated. */
export async function openServiceStore(options: ServiceStoreOptions): Promise<ServiceStore> {
  const { url, name, migrations = [], versions, allowUnsafe, logger } = options
  const database = await openStore({
    ...{ url, allowUnsafe, applicationName: `ventanilla-${name}` },
    migrations: [...storeMigrations, ...migrations],
    onError: (err) => logger.warn({ err }, 'a database connection was lost'),
    onWarning: shout(logger, name),
  })
  const gate = createGate()
  const { log, full } = watchingRoom(versionedLog(openPostgresLog(database, { guard: gate.pass }), versions))
  const check = databaseCheck(`${name} database`, database)
  const replicas = postgresReplicas({
    url,
    applicationName: `ventanilla-${name}-replicas`,
    onError: (err) => logger.warn({ err }, 'the connection of the heartbeat was lost'),
  })
  return {
    database,
    log,
    parked: createParkedModel({ database, log }),
    check: { ...check, warning: () => (full() ? 'storage-full' : check.warning?.()) },
    replicated: { replicas, gate },
    async [Symbol.asyncDispose]() {
      await log.close()
      await replicas.close()
      await database.close()
    },
  }
}

/** Of what a store works in spite of: loud, and at each start. */
export function shout(logger: Logger, store: string): (text: string) => void {
  return (text) => logger.error({ store }, text)
}

/** Passes while the database answers, and guards its schema. */
export function databaseCheck(name: string, database: Store): Check {
  return {
    name,
    probe: async () => (await database.query('select 1')).length === 1,
    warning: () => (database.warnings.length > 0 ? database.warnings.join(' ') : undefined),
    guard: () => database.assertSchema(),
    connections: () => database.connections(),
  }
}

/**
 * Knows whether the last write found no room. That is no reason to send requests elsewhere: the next one is how it
 * learns that there is room again, and until then each is told so.
 */
function watchingRoom(log: EventLog): { log: EventLog; full: () => boolean } {
  let full = false
  const write: EventLog['write'] = async (entity, unit) => {
    try {
      const written = await log.write(entity, unit)
      full = false
      return written
    } catch (error) {
      full = isStorageFull(error)
      throw error
    }
  }
  return { log: { ...log, write }, full: () => full }
}
