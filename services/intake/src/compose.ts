import { trackingSecret } from '@ventanilla/contracts'
import { type Database, databaseUrl, ensureDatabase, migrate, openDatabase } from '@ventanilla/database'
import { eventLogMigrations, openPostgresLog } from '@ventanilla/event-log'
import { encryptedFiles, localFiles } from '@ventanilla/files'
import { entitiesDir } from '@ventanilla/procedures'
import { projectionsMigrations } from '@ventanilla/projections'
import { type BusinessClock, type Logger, type Service, systemClock } from '@ventanilla/runtime'
import { loadMasterKey, openVault, vaultMigrations } from '@ventanilla/vault'
import { z } from 'zod'
import { loadEntities } from './adapters/load-entities.ts'
import { intakeMigrations, postgresUploads } from './adapters/uploads.ts'
import { digestUnder } from './commands/digest.ts'
import { createIntake } from './service.ts'

const postgresUrl = z.url({ protocol: /^postgres(ql)?$/ })

/** Intake's environment. */
export const intakeConfig = z.object({
  INTAKE_DATABASE_URL: postgresUrl,
  VAULT_DATABASE_URL: postgresUrl,
  /** Made when it isn't there. Lose it, and all personal data is lost. */
  VAULT_MASTER_KEY_FILE: z.string(),
  /** Attachments, encrypted. */
  FILES_DIR: z.string(),
  ENTITIES_DIR: z.string().default(entitiesDir),
  /** What tracking codes derive from; of the master key when absent. Who checks codes needs the same. */
  TRACKING_SECRET: z.string().min(32).optional(),
  MAX_FILE_BYTES: z.coerce.number().int().min(1).optional(),
})

export type IntakeConfig = z.output<typeof intakeConfig>

/** Intake on PostgreSQL and a local folder, databases made and migrated. */
export async function composeIntake(
  config: IntakeConfig,
  { clock, logger }: { clock: BusinessClock; logger: Logger },
): Promise<Service> {
  const onError = (err: Error) => logger.warn({ err }, 'a database connection was lost')
  await using opened = new AsyncDisposableStack()
  const open = async (url: string) => {
    await ensureDatabase(databaseUrl(url, 'postgres'), decodeURIComponent(new URL(url).pathname.slice(1)))
    return opened.use(await openDatabase({ url, applicationName: 'ventanilla-intake', onError }))
  }
  const database = await open(config.INTAKE_DATABASE_URL)
  await migrateIntake(database)
  const vaultDatabase = await open(config.VAULT_DATABASE_URL)
  await migrate(vaultDatabase, { service: 'vault', dir: vaultMigrations })
  const masterKey = await loadMasterKey(config.VAULT_MASTER_KEY_FILE)
  const vault = await openVault({ database: vaultDatabase, masterKey })
  const log = openPostgresLog(database)
  opened.defer(() => log.close())
  const resources = opened.move()
  return createIntake({
    log,
    database,
    vault,
    files: encryptedFiles(localFiles(config.FILES_DIR), vault),
    uploads: postgresUploads(database),
    entities: loadEntities(config.ENTITIES_DIR),
    clock,
    wall: systemClock().now,
    trackingSecret: config.TRACKING_SECRET ?? trackingSecret(masterKey),
    digest: digestUnder(masterKey),
    ...(config.MAX_FILE_BYTES !== undefined && { maxFileBytes: config.MAX_FILE_BYTES }),
    close: () => resources.disposeAsync(),
  })
}

async function migrateIntake(database: Database): Promise<void> {
  await migrate(database, { service: 'event-log', dir: eventLogMigrations })
  await migrate(database, { service: 'projections', dir: projectionsMigrations })
  await migrate(database, { service: 'intake', dir: intakeMigrations })
}
