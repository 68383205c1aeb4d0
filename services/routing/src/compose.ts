import { memoryShared, type Shared } from '@ventanilla/redis'
import {
  type BusinessClock,
  databaseCheck,
  type Logger,
  openServiceStore,
  type Service,
  shout,
  systemClock,
} from '@ventanilla/runtime'
import { connectVault } from '@ventanilla/vault'
import { loadDefinitions } from './adapters/load-definitions.ts'
import type { RoutingConfig } from './config.ts'
import { eventVersions } from './domain/versions.ts'
import { createRouting } from './service.ts'

export { type RoutingConfig, routingConfig } from './config.ts'

/** Routing on PostgreSQL and the vault, with the definitions of a folder. */
export async function composeRouting(
  config: RoutingConfig,
  { clock, logger, shared = memoryShared() }: { clock: BusinessClock; logger: Logger; shared?: Shared },
): Promise<Service> {
  await using undo = new AsyncDisposableStack()
  const definitions = loadDefinitions(config.ENTITIES_DIR, config.CALENDAR_FILES)
  const store = undo.use(
    await openServiceStore({
      url: config.ROUTING_DATABASE_URL,
      name: 'routing',
      versions: eventVersions,
      allowUnsafe: config.ALLOW_UNSAFE_POSTGRES,
      logger,
    }),
  )
  const secrets = undo.use(
    await connectVault({
      url: config.VAULT_DATABASE_URL,
      masterKeyFile: config.VAULT_MASTER_KEY_FILE,
      applicationName: 'ventanilla-routing-vault',
      allowUnsafe: config.ALLOW_UNSAFE_POSTGRES,
      onWarning: shout(logger, 'vault'),
    }),
  )
  const { database, log, parked, replicated } = store
  const opened = undo.move()
  const service = createRouting({
    database,
    parked,
    log,
    vault: secrets.vault,
    clock,
    presence: shared.presence,
    wall: systemClock().now,
    definitions,
    logger,
    checks: [store.check, databaseCheck('routing vault', secrets.database)],
    close: () => opened.disposeAsync(),
  })
  return { ...service, parked, replicated }
}
