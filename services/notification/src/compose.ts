import { type Database, databaseUrl, ensureDatabase, migrate, openDatabase } from '@ventanilla/database'
import { eventLogMigrations, openPostgresLog } from '@ventanilla/event-log'
import { projectionsMigrations } from '@ventanilla/projections'
import type { BusinessClock, Logger, Service } from '@ventanilla/runtime'
import { loadMasterKey, openVault, vaultMigrations } from '@ventanilla/vault'
import { databaseTurn } from './adapters/database-turn.ts'
import { entityNames } from './adapters/entity-names.ts'
import { smtpMailer } from './adapters/smtp-mailer.ts'
import { vaultPeople } from './adapters/vault-people.ts'
import type { NotificationConfig } from './config.ts'
import { createNotification } from './service.ts'

export { type NotificationConfig, notificationConfig } from './config.ts'

const RETRY_MAX_MS = 15 * 60_000
const TRIES_BEFORE_TELLING = 5

/** Notification on PostgreSQL, the vault and a mail server. Nothing is sent before its jobs run. */
export async function composeNotification(
  config: NotificationConfig,
  { clock, logger }: { clock: BusinessClock; logger: Logger },
): Promise<Service> {
  await using undo = new AsyncDisposableStack()
  const onError = (err: Error) => logger.warn({ err }, 'a database connection was lost')
  const open = async (url: string, applicationName: string) => {
    await ensureDatabase(databaseUrl(url, 'postgres'), decodeURIComponent(new URL(url).pathname.slice(1)))
    return undo.use(await openDatabase({ url, applicationName, onError }))
  }
  const database = await open(config.NOTIFICATION_DATABASE_URL, 'notification')
  await migrate(database, { service: 'event-log', dir: eventLogMigrations })
  await migrate(database, { service: 'projections', dir: projectionsMigrations })
  const vaultDatabase = await open(config.VAULT_DATABASE_URL, 'notification-vault')
  await migrate(vaultDatabase, { service: 'vault', dir: vaultMigrations })
  const masterKey = await loadMasterKey(config.VAULT_MASTER_KEY_FILE)
  const vault = await openVault({ database: vaultDatabase, masterKey })
  const names = entityNames(config.ENTITIES_DIR)
  const log = openPostgresLog(database)
  undo.defer(() => log.close())
  const mailer = smtpMailer({ url: config.SMTP_URL, connections: config.MAIL_CONNECTIONS })
  undo.defer(async () => mailer.close())
  const opened = undo.move()
  return createNotification({
    ...{ database, log, clock, logger, mailer, names },
    people: vaultPeople(vault),
    turn: databaseTurn(database, 'notification sends'),
    sender: {
      domain: config.MAIL_DOMAIN,
      from: config.MAIL_FROM ?? `no-responder@${config.MAIL_DOMAIN}`,
      followUrl: config.FOLLOW_URL,
    },
    retry: {
      firstMs: config.MAIL_RETRY_SECONDS * 1_000,
      maxMs: RETRY_MAX_MS,
      triesBeforeTelling: TRIES_BEFORE_TELLING,
    },
    giveUpHours: config.MAIL_GIVE_UP_HOURS,
    connections: config.MAIL_CONNECTIONS,
    checks: [answers('notification database', database), answers('notification vault', vaultDatabase)],
    close: () => opened.disposeAsync(),
  })
}

const answers = (name: string, database: Database) => ({
  name,
  probe: async () => (await database.query('select 1')).length === 1,
})
