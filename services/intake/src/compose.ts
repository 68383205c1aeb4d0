import { trackingSecret } from '@ventanilla/contracts'
import { encryptedFiles, localFiles } from '@ventanilla/files'
import { entitiesDir, loadEntities } from '@ventanilla/procedures'
import {
  allowUnsafePostgres,
  type BusinessClock,
  databaseCheck,
  type Logger,
  openServiceStore,
  postgresUrl,
  type Service,
  shout,
  systemClock,
} from '@ventanilla/runtime'
import { connectVault } from '@ventanilla/vault'
import { z } from 'zod'
import { intakeMigrations, postgresUploads } from './adapters/uploads.ts'
import { digestUnder } from './commands/digest.ts'
import { eventVersions } from './domain/versions.ts'
import { createIntake } from './service.ts'

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
  ALLOW_UNSAFE_POSTGRES: allowUnsafePostgres,
  MAX_FILE_BYTES: z.coerce.number().int().min(1).optional(),
  /** Of all attachments that one address sends without a token in a day. */
  PUBLIC_FILE_BYTES_PER_DAY: z.coerce.number().int().min(1).optional(),
  /** Of files that are checked, each in a process of its own. */
  FILE_CHECKS_AT_ONCE: z.coerce.number().int().min(1).optional(),
})

export type IntakeConfig = z.output<typeof intakeConfig>

/** Intake on PostgreSQL and a local folder, databases made and migrated. */
export async function composeIntake(
  config: IntakeConfig,
  { clock, logger }: { clock: BusinessClock; logger: Logger },
): Promise<Service> {
  await using undo = new AsyncDisposableStack()
  const { database, log, check, replicated } = undo.use(
    await openServiceStore({
      url: config.INTAKE_DATABASE_URL,
      name: 'intake',
      versions: eventVersions,
      allowUnsafe: config.ALLOW_UNSAFE_POSTGRES,
      migrations: [{ service: 'intake', dir: intakeMigrations }],
      logger,
    }),
  )
  const {
    vault,
    masterKey,
    database: vaultDatabase,
  } = undo.use(
    await connectVault({
      url: config.VAULT_DATABASE_URL,
      masterKeyFile: config.VAULT_MASTER_KEY_FILE,
      applicationName: 'ventanilla-intake-vault',
      allowUnsafe: config.ALLOW_UNSAFE_POSTGRES,
      onWarning: shout(logger, 'vault'),
    }),
  )
  const service = createIntake({
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
    limits: {
      ...(config.MAX_FILE_BYTES !== undefined && { maxFileBytes: config.MAX_FILE_BYTES }),
      ...(config.FILE_CHECKS_AT_ONCE !== undefined && { checksAtOnce: config.FILE_CHECKS_AT_ONCE }),
      ...(config.PUBLIC_FILE_BYTES_PER_DAY !== undefined && {
        publicBytesPerDay: config.PUBLIC_FILE_BYTES_PER_DAY,
      }),
    },
    checks: [check, databaseCheck('intake vault', vaultDatabase)],
    close: () => opened.disposeAsync(),
  })
  // Lists answer, empty, from the first request on.
  for (const projector of service.projectors) await projector.behind()
  const opened = undo.move()
  return { ...service, replicated }
}
