import { join, resolve } from 'node:path'
import { entitiesDir } from '@ventanilla/procedures'
import type { Shared } from '@ventanilla/redis'
import {
  type BusinessClock,
  type Environment,
  type Logger,
  readConfig,
  type Service,
} from '@ventanilla/runtime'
import { composeIntake, intakeConfig } from '@ventanilla/service-intake/compose'
import { composeNotification, notificationConfig } from '@ventanilla/service-notification/compose'
import { composeReporting, reportingConfig } from '@ventanilla/service-reporting/compose'
import { composeRouting, routingConfig } from '@ventanilla/service-routing/compose'
import { composeSlaClock, slaClockConfig } from '@ventanilla/service-sla-clock/compose'
import type { PostgresServer } from './postgres-server.ts'

export interface Installation {
  dataDir: string
  /** YAML files of calendars on top of those of each entity. */
  calendars: readonly string[]
  /** Where mail goes; what only reads needs none. */
  smtpUrl: string
}

export const vaultKeyFile = (dataDir: string) => join(dataDir, 'vault.key')

/** What every service of an installation takes from its environment, the same in both topologies. */
export function environmentOf(
  { dataDir, calendars, smtpUrl }: Installation,
  postgres: Pick<PostgresServer, 'url'>,
): Environment {
  return {
    ...process.env,
    INTAKE_DATABASE_URL: postgres.url('intake'),
    ROUTING_DATABASE_URL: postgres.url('routing'),
    SLA_CLOCK_DATABASE_URL: postgres.url('sla_clock'),
    NOTIFICATION_DATABASE_URL: postgres.url('notification'),
    REPORTING_DATABASE_URL: postgres.url('reporting'),
    VAULT_DATABASE_URL: postgres.url('vault'),
    VAULT_MASTER_KEY_FILE: vaultKeyFile(dataDir),
    CERTIFICATE_KEYS_FILE: join(dataDir, 'certificate-keys.json'),
    FILES_DIR: join(dataDir, 'files'),
    ENTITIES_DIR: process.env.ENTITIES_DIR ?? entitiesDir,
    CALENDAR_FILES: calendars.map((file) => resolve(file)).join(','),
    SMTP_URL: smtpUrl,
  }
}

export interface ComposedServices extends AsyncDisposable {
  services: readonly Service[]
}

/**
 * Every service composed in this process; nothing runs yet. @param given `looks`: for a verb that looks into an
 * installation, and puts no calendar in force
 */
export async function composeServices(
  environment: Environment,
  given: { clock: BusinessClock; logger: Logger; shared?: Shared; looks?: boolean },
): Promise<ComposedServices> {
  await using undo = new AsyncDisposableStack()
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
  const all = undo.move()
  return { services, [Symbol.asyncDispose]: () => all.disposeAsync() }
}
