import { dirname, join } from 'node:path'
import { withOverlays } from '@ventanilla/calendar'
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
import { loadCertificateKeys } from './adapters/certificate-keys.ts'
import { loadDefinitions } from './adapters/definitions.ts'
import { createCalendarBook } from './commands/calendar-book.ts'
import type { SlaClockConfig } from './config.ts'
import { eventVersions } from './domain/versions.ts'
import { createSlaClock } from './service.ts'

export { type SlaClockConfig, slaClockConfig } from './config.ts'

/**
 * Opens what the clocks stand on, and puts the calendar of each entity in force if it isn't the one that is; `looks`
 * leaves what is in force as it is, for who only looks into an installation.
 * @throws OverlayError or ProcedureError naming the file and the line of what can't be used, SecretFileError
 */
export async function composeSlaClock(
  config: SlaClockConfig,
  { clock, logger, looks = false }: { clock: BusinessClock; logger: Logger; looks?: boolean },
): Promise<Service> {
  const { overlays, findProcedure, procedures, hearsLetters } = loadDefinitions(
    config.ENTITIES_DIR,
    config.CALENDAR_FILES,
  )
  const certificates = await loadCertificateKeys(
    // Whoever keeps the one key safe keeps the other one beside it.
    config.CERTIFICATE_KEYS_FILE ?? join(dirname(config.VAULT_MASTER_KEY_FILE), 'certificate-keys.json'),
  )
  await using opening = new AsyncDisposableStack()
  const { database, log, parked, check, replicated } = opening.use(
    await openServiceStore({
      url: config.SLA_CLOCK_DATABASE_URL,
      name: 'sla-clock',
      versions: eventVersions,
      allowUnsafe: config.ALLOW_UNSAFE_POSTGRES,
      logger,
    }),
  )
  const { vault, database: vaultDatabase } = opening.use(
    await connectVault({
      url: config.VAULT_DATABASE_URL,
      masterKeyFile: config.VAULT_MASTER_KEY_FILE,
      applicationName: 'ventanilla-sla-clock-vault',
      allowUnsafe: config.ALLOW_UNSAFE_POSTGRES,
      onWarning: shout(logger, 'vault'),
    }),
  )
  const calendars = createCalendarBook({ log, overlays, now: () => clock.now(), looks })
  for (const entity of looks ? [] : overlays.keys()) {
    const { version } = await calendars.current(entity)
    logger.info({ entity, calendar: version }, 'terms are counted under this calendar')
    const files = withOverlays(overlays.get(entity) ?? []).version
    // It was put in force for open terms, and so is not replaced by files that are there.
    if (!version.startsWith(files))
      logger.warn({ entity, calendar: version, files }, 'the calendar in force is not that of the files')
  }
  const opened = opening.move()
  const service = createSlaClock({
    ...{
      log,
      database,
      parked,
      vault,
      calendars,
      certificates,
      findProcedure,
      procedures,
      hearsLetters,
      clock,
      wall: systemClock().now,
    },
    checks: [check, databaseCheck('sla-clock vault', vaultDatabase)],
    close: () => opened.disposeAsync(),
  })
  return { ...service, parked, replicated }
}
