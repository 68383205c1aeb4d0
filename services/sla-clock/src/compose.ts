import { eventLogMigrations, openPostgresLog } from '@ventanilla/event-log'
import { entitiesDir } from '@ventanilla/procedures'
import { projectionsMigrations } from '@ventanilla/projections'
import type { BusinessClock, Logger, Service } from '@ventanilla/runtime'
import { loadMasterKey, openVault, vaultMigrations } from '@ventanilla/vault'
import { z } from 'zod'
import { loadDefinitions } from './adapters/definitions.ts'
import { openStore } from './adapters/open-store.ts'
import { createCalendarBook } from './commands/calendar-book.ts'
import { createSlaClock } from './service.ts'

const listOfFiles = z.string().transform((list) =>
  list
    .split(',')
    .map((file) => file.trim())
    .filter((file) => file !== ''),
)

/** Its environment variables. */
export const slaClockConfig = z.object({
  SLA_CLOCK_DATABASE_URL: z.url().describe('PostgreSQL of this service alone'),
  VAULT_DATABASE_URL: z.url().describe('PostgreSQL of the vault'),
  VAULT_MASTER_KEY_FILE: z.string().describe('64 hexadecimal digits; made when it is not there'),
  ENTITIES_DIR: z.string().default(entitiesDir).describe('One folder an entity'),
  CALENDAR_FILES: listOfFiles
    .default([])
    .describe('Overlays on top of those of the entities, with commas between'),
})
export type SlaClockConfig = z.infer<typeof slaClockConfig>

export interface Shared {
  clock: BusinessClock
  logger: Logger
}

/**
 * Opens what the clocks stand on, and puts the calendar of each entity in force if it isn't the one that is.
 * @throws ConfigError or ProcedureError naming the file and the line of what can't be used
 */
export async function composeSlaClock(config: SlaClockConfig, { clock, logger }: Shared): Promise<Service> {
  await using opening = new AsyncDisposableStack()
  const { overlays, findProcedure } = loadDefinitions(config.ENTITIES_DIR, config.CALENDAR_FILES)
  const database = opening.use(
    await openStore(config.SLA_CLOCK_DATABASE_URL, 'sla-clock', [
      { service: 'event-log', dir: eventLogMigrations },
      { service: 'projections', dir: projectionsMigrations },
    ]),
  )
  const secrets = opening.use(
    await openStore(config.VAULT_DATABASE_URL, 'sla-clock-vault', [
      { service: 'vault', dir: vaultMigrations },
    ]),
  )
  const masterKey = await loadMasterKey(config.VAULT_MASTER_KEY_FILE)
  const vault = await openVault({ database: secrets, masterKey })
  const log = openPostgresLog(database)
  opening.defer(() => log.close())
  const calendars = createCalendarBook({ log, overlays, now: () => clock.now() })
  for (const entity of overlays.keys()) {
    const { version } = await calendars.current(entity)
    logger.info({ entity, calendar: version }, 'terms are counted under this calendar')
  }
  const close = () => opened.disposeAsync()
  const service = createSlaClock({ log, database, vault, calendars, findProcedure, clock, logger, close })
  // Lists answer, empty, from the first request on.
  for (const projector of service.projectors) await projector.behind()
  const opened = opening.move()
  return service
}
