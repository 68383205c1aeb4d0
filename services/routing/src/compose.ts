import { eventLogMigrations, openPostgresLog } from '@ventanilla/event-log'
import { entitiesDir } from '@ventanilla/procedures'
import { projectionsMigrations } from '@ventanilla/projections'
import type { BusinessClock, Logger, Service } from '@ventanilla/runtime'
import { loadMasterKey, openVault, vaultMigrations } from '@ventanilla/vault'
import { z } from 'zod'
import { loadDefinitions } from './adapters/load-definitions.ts'
import { openStore } from './adapters/open-store.ts'
import { createRouting } from './service.ts'

const files = z.string().transform((list) =>
  list
    .split(',')
    .map((file) => file.trim())
    .filter((file) => file !== ''),
)

/** Its environment variables. */
export const routingConfig = z.object({
  ROUTING_DATABASE_URL: z.url().describe('PostgreSQL of this service alone'),
  VAULT_DATABASE_URL: z.url().describe('PostgreSQL of the vault'),
  VAULT_MASTER_KEY_FILE: z.string().describe('64 hexadecimal digits; made when it is not there'),
  ENTITIES_DIR: z.string().default(entitiesDir).describe('One folder an entity'),
  CALENDAR_FILES: files.default([]).describe('Overlays on top of those of the entities, with commas between'),
})
export type RoutingConfig = z.infer<typeof routingConfig>

export interface Shared {
  clock: BusinessClock
  logger: Logger
}

export async function composeRouting(config: RoutingConfig, { clock, logger }: Shared): Promise<Service> {
  await using opening = new AsyncDisposableStack()
  const definitions = loadDefinitions(config.ENTITIES_DIR, config.CALENDAR_FILES)
  const database = opening.use(
    await openStore(config.ROUTING_DATABASE_URL, 'routing', [
      { service: 'event-log', dir: eventLogMigrations },
      { service: 'projections', dir: projectionsMigrations },
    ]),
  )
  const secrets = opening.use(
    await openStore(config.VAULT_DATABASE_URL, 'routing-vault', [{ service: 'vault', dir: vaultMigrations }]),
  )
  const masterKey = await loadMasterKey(config.VAULT_MASTER_KEY_FILE)
  const vault = await openVault({ database: secrets, masterKey })
  const log = openPostgresLog(database)
  opening.defer(() => log.close())
  const close = () => opened.disposeAsync()
  const service = createRouting({ database, log, vault, clock, definitions, logger, close })
  // Lists answer, empty, from the first request on.
  for (const projector of service.projectors) await projector.behind()
  const opened = opening.move()
  return service
}
