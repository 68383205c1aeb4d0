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
import { entityNames } from './adapters/entity-names.ts'
import { smtpMailer } from './adapters/smtp-mailer.ts'
import { vaultPeople } from './adapters/vault-people.ts'
import type { NotificationConfig } from './config.ts'
import { eventVersions } from './domain/versions.ts'
import type { SmsGateway } from './jobs/ports.ts'
import { createNotification } from './service.ts'

export { type NotificationConfig, notificationConfig } from './config.ts'

const RETRY_MAX_MS = 15 * 60_000
const TRIES_BEFORE_TELLING = 5

/** Notification on PostgreSQL, the vault and a mail server. Nothing is sent before its jobs run. */
export async function composeNotification(
  config: NotificationConfig,
  { clock, logger, sms }: { clock: BusinessClock; logger: Logger; sms?: SmsGateway },
): Promise<Service> {
  await using undo = new AsyncDisposableStack()
  const store = undo.use(
    await openServiceStore({
      url: config.NOTIFICATION_DATABASE_URL,
      name: 'notification',
      versions: eventVersions,
      allowUnsafe: config.ALLOW_UNSAFE_POSTGRES,
      logger,
    }),
  )
  const secrets = undo.use(
    await connectVault({
      url: config.VAULT_DATABASE_URL,
      masterKeyFile: config.VAULT_MASTER_KEY_FILE,
      applicationName: 'ventanilla-notification-vault',
      allowUnsafe: config.ALLOW_UNSAFE_POSTGRES,
      onWarning: shout(logger, 'vault'),
    }),
  )
  const { database, log, parked, replicated } = store
  const names = entityNames(config.ENTITIES_DIR)
  const mailer = smtpMailer({ url: config.SMTP_URL, connections: config.MAIL_CONNECTIONS })
  undo.defer(async () => mailer.close())
  const opened = undo.move()
  const service = createNotification({
    ...{ database, log, clock, logger, mailer, names, sms, vault: secrets.vault },
    wall: systemClock().now,
    people: vaultPeople(secrets.vault),
    sender: {
      domain: config.MAIL_DOMAIN,
      from: config.MAIL_FROM ?? `no-responder@${config.MAIL_DOMAIN}`,
      followUrl: config.FOLLOW_URL,
      unsubscribe: config.MAIL_UNSUBSCRIBE,
    },
    retry: {
      firstMs: config.MAIL_RETRY_SECONDS * 1_000,
      maxMs: RETRY_MAX_MS,
      triesBeforeTelling: TRIES_BEFORE_TELLING,
    },
    campaignKeepDays: config.CAMPAIGN_KEEP_DAYS,
    giveUpHours: config.MAIL_GIVE_UP_HOURS,
    connections: config.MAIL_CONNECTIONS,
    checks: [store.check, databaseCheck('notification vault', secrets.database)],
    close: () => opened.disposeAsync(),
  })
  return { ...service, parked, replicated }
}
