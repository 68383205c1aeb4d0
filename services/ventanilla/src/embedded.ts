import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { isRetryable, openDatabase } from '@ventanilla/database'
import { startEmbeddedPostgres } from '@ventanilla/database/embedded'
import { entitiesDir } from '@ventanilla/procedures'
import type { Shared } from '@ventanilla/redis'
import { type BusinessClock, type Logger, loop, readConfig, type Service } from '@ventanilla/runtime'
import { composeIntake, intakeConfig } from '@ventanilla/service-intake/compose'
import { composeNotification, notificationConfig } from '@ventanilla/service-notification/compose'
import { composeReporting, reportingConfig } from '@ventanilla/service-reporting/compose'
import { composeRouting, routingConfig } from '@ventanilla/service-routing/compose'
import { composeSlaClock, slaClockConfig } from '@ventanilla/service-sla-clock/compose'

export interface EmbeddedTopology {
  dataDir: string
  clock: BusinessClock
  logger: Logger
  /** YAML files of calendars on top of those of each entity. */
  calendars: readonly string[]
  /** Where mail goes; what only reads needs none. */
  smtpUrl: string
  /** What other processes like this one have in common with it; nothing when absent. */
  shared?: Shared
  onProgress?: (text: string) => void
}

export interface OpenedServices extends AsyncDisposable {
  services: readonly Service[]
  /** The server was already running: left by a process that was killed, or shared with one that lives. */
  adopted: boolean
}

const LOOK_MS = 2_000

export const vaultKeyFile = (dataDir: string) => join(dataDir, 'vault.key')

/**
 * A server that dies (killed, out of memory) is nobody else's to start again. It comes back on its own port, and the
 * services go on by themselves.
 */
async function watchPostgres(
  url: string,
  start: () => Promise<unknown>,
  logger: Logger,
): Promise<AsyncDisposable> {
  const database = await openDatabase({ url, max: 1, applicationName: 'ventanilla-watch' })
  const watching = loop({
    name: 'embedded PostgreSQL',
    pollMs: LOOK_MS,
    logger,
    async step() {
      try {
        await database.query('select 1')
      } catch (error) {
        if (!isRetryable(error)) throw error
        logger.warn('PostgreSQL is gone: it is started again')
        await start()
      }
      return false
    },
  })
  return {
    async [Symbol.asyncDispose]() {
      await watching.stop()
      await database.close()
    },
  }
}

/** Every service composed in this process, on an embedded PostgreSQL with a database each; nothing runs yet. */
export async function openServices(topology: EmbeddedTopology): Promise<OpenedServices> {
  const { clock, logger, onProgress } = topology
  const dataDir = resolve(topology.dataDir)
  await mkdir(dataDir, { recursive: true })
  await using undo = new AsyncDisposableStack()
  const start = () =>
    startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres'), ...(onProgress && { onProgress }) })
  const postgres = await start()
  undo.defer(() => postgres.stop())
  undo.use(await watchPostgres(postgres.url('postgres'), start, logger))
  const environment = {
    ...process.env,
    INTAKE_DATABASE_URL: postgres.url('intake'),
    ROUTING_DATABASE_URL: postgres.url('routing'),
    SLA_CLOCK_DATABASE_URL: postgres.url('sla_clock'),
    NOTIFICATION_DATABASE_URL: postgres.url('notification'),
    REPORTING_DATABASE_URL: postgres.url('reporting'),
    VAULT_DATABASE_URL: postgres.url('vault'),
    VAULT_MASTER_KEY_FILE: vaultKeyFile(dataDir),
    FILES_DIR: join(dataDir, 'files'),
    ENTITIES_DIR: process.env.ENTITIES_DIR ?? entitiesDir,
    CALENDAR_FILES: topology.calendars.map((file) => resolve(file)).join(','),
    SMTP_URL: topology.smtpUrl,
  }
  const given = { clock, logger, ...(topology.shared && { shared: topology.shared }) }
  const services: Service[] = []
  const compose = async (service: Promise<Service>) => {
    const composed = await service
    undo.defer(() => composed.close())
    services.push(composed)
  }
  await compose(composeIntake(readConfig(intakeConfig, environment), given))
  await compose(composeRouting(readConfig(routingConfig, environment), given))
  await compose(composeSlaClock(readConfig(slaClockConfig, environment), given))
  await compose(composeNotification(readConfig(notificationConfig, environment), given))
  await compose(composeReporting(readConfig(reportingConfig, environment), given))
  const opened = undo.move()
  return { services, adopted: postgres.adopted, [Symbol.asyncDispose]: () => opened.disposeAsync() }
}
