import type { Database } from '@ventanilla/database'
import { eventLogMigrations, openPostgresLog } from '@ventanilla/event-log'
import { projectionsMigrations } from '@ventanilla/projections'
import { type BusinessClock, type Check, type Logger, type Service, systemClock } from '@ventanilla/runtime'
import { loadMasterKey, openVault, vaultMigrations } from '@ventanilla/vault'
import { loadDefinitions } from './adapters/load-definitions.ts'
import { openStore } from './adapters/open-store.ts'
import type { RoutingConfig } from './config.ts'
import { createRouting } from './service.ts'

export { type RoutingConfig, routingConfig } from './config.ts'

/** Routing on PostgreSQL and the vault, with the definitions of a folder. */
export async function composeRouting(
  config: RoutingConfig,
  { clock, logger }: { clock: BusinessClock; logger: Logger },
): Promise<Service> {
  await using undo = new AsyncDisposableStack()
  const definitions = loadDefinitions(config.ENTITIES_DIR, config.CALENDAR_FILES)
  const database = undo.use(
    await openStore(config.ROUTING_DATABASE_URL, 'routing', [
      { service: 'event-log', dir: eventLogMigrations },
      { service: 'projections', dir: projectionsMigrations },
    ]),
  )
  const secrets = undo.use(
    await openStore(config.VAULT_DATABASE_URL, 'routing-vault', [{ service: 'vault', dir: vaultMigrations }]),
  )
  const masterKey = await loadMasterKey(config.VAULT_MASTER_KEY_FILE)
  const vault = await openVault({ database: secrets, masterKey })
  const log = openPostgresLog(database)
  undo.defer(() => log.close())
  const wall = systemClock().now
  const opened = undo.move()
  const close = () => opened.disposeAsync()
  const checks = [answers('routing database', database), answers('routing vault', secrets)]
  return createRouting({ database, log, vault, clock, wall, definitions, logger, checks, close })
}

const answers = (name: string, database: Database): Check => ({
  name,
  probe: async () => (await database.query('select 1')).length === 1,
})
