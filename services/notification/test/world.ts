import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import type { PublicEvent } from '@ventanilla/contracts'
import type { Database } from '@ventanilla/database'
import type { Json } from '@ventanilla/decider'
import {
  createLogger,
  type Logger,
  readConfig,
  type Service,
  storeMigrations,
  watermarkClock,
} from '@ventanilla/runtime'
import { freshDatabase } from '@ventanilla/testing'
import { loadMasterKey, openVault, type Vault, vaultMigrations } from '@ventanilla/vault'
import { onTestFinished } from 'vitest'
import { composeNotification, notificationConfig } from '../src/compose.ts'
import type { SmsGateway } from '../src/jobs/ports.ts'
import { answerOf, contactOf, personOf, reasonsOf } from './public-events.ts'

export interface World {
  database: Database
  vault: Vault
  clock: ReturnType<typeof watermarkClock>
  logger: Logger
  logged(): string
  /** @param sms a gateway for text messages; absent: this installation has none */
  compose(smtpUrl: string, more?: Record<string, string>, sms?: SmsGateway): Promise<Service>
  /** What a dump of the databases would show, the vault's sealed records with it. */
  dump(): Promise<string>
  /** Somebody changes what the vault holds of a person behind its back. */
  damage(n: number): Promise<void>
  /** What intake and routing have put there before they tell of it. */
  keep(n: number, contact?: Json, texts?: { reasons?: Json; answer?: Json }): Promise<void>
}

/** Databases of its own, a vault, a business clock that stands still, and whatever is composed on them. */
export async function createWorld(): Promise<World> {
  const own = await freshDatabase({
    prefix: 'notification',
    migrations: storeMigrations,
  })
  const vaulted = await freshDatabase({
    prefix: 'notification_vault',
    migrations: { service: 'vault', dir: vaultMigrations },
  })
  const dir = await mkdtemp(join(tmpdir(), 'ventanilla-notification-'))
  const keyFile = join(dir, 'vault.key')
  const vault = await openVault({ database: vaulted.database, masterKey: await loadMasterKey(keyFile) })
  const clock = watermarkClock('2026-11-22T15:00:00.000Z')
  const lines: string[] = []
  const to = new Writable({
    write(chunk, _, done) {
      lines.push(String(chunk))
      done()
    },
  })
  const logger = createLogger({ level: 'debug', to })
  const composed: Service[] = []
  onTestFinished(async () => {
    await Promise.all(composed.map((service) => service.close()))
    await Promise.all([own.drop(), vaulted.drop(), rm(dir, { recursive: true })])
  })
  return {
    database: own.database,
    vault,
    clock,
    logger,
    logged: () => lines.join(''),
    async compose(smtpUrl, more = {}, sms) {
      const config = readConfig(notificationConfig, {
        NOTIFICATION_DATABASE_URL: own.url,
        VAULT_DATABASE_URL: vaulted.url,
        VAULT_MASTER_KEY_FILE: keyFile,
        SMTP_URL: smtpUrl,
        MAIL_RETRY_SECONDS: '0.01',
        ...more,
      })
      const service = await composeNotification(config, { clock, logger, ...(sms && { sms }) })
      composed.push(service)
      return service
    },
    dump: async () => (await Promise.all([own.database, vaulted.database].map(textOf))).join('\n'),
    async damage(n) {
      const flip = 'set_byte(sealed, length(sealed) - 1, 255 - get_byte(sealed, length(sealed) - 1))'
      await vaulted.database.query(`update vault.records set sealed = ${flip} where ref = $1`, [contactOf(n)])
    },
    async keep(n, contact = contactOfPerson(n), { reasons, answer } = {}) {
      const record = { subject: personOf(n), entity: 'icetex' }
      const text = (ref: string, value?: Json) =>
        value === undefined ? [] : [{ ...record, ref, kind: 'case-text', value }]
      await vault.put([
        { ...record, ref: contactOf(n), kind: 'filing-contact', value: contact },
        ...text(reasonsOf(n), reasons),
        ...text(answerOf(n), answer),
      ])
    },
  }
}

async function textOf(database: Database): Promise<string> {
  const tables = await database.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
  )
  const texts = await Promise.all(
    tables.map(({ name }) => database.query<{ row: string }>(`select t::text as row from ${name} t`)),
  )
  return texts.flatMap((rows) => rows.map(({ row }) => row)).join('\n')
}

export const addressOf = (n: number) => `persona-${n}@correo.invalid`

export const contactOfPerson = (n: number) => ({
  documentType: 'CC',
  documentNumber: String(1_000_000 + n),
  firstNames: 'Ana María',
  lastNames: `Restrepo Gil ${n}`,
  email: addressOf(n),
})

/** Hands events to the service as a bus would, from a source that nobody shares. */
export async function tell(service: Service, events: readonly PublicEvent[]): Promise<void> {
  const place = { consumer: 'notification', source: `test/${randomUUID()}`, expected: 0, next: 1 }
  const [subscription] = service.subscriptions
  await subscription?.handle({ source: 'intake', entity: 'icetex', events: [...events], places: [place] })
}

/** Runs the sending job as its loop does, until nothing waits. @throws after `timeoutMs` */
export async function send(service: Service, timeoutMs = 20_000): Promise<void> {
  const [job] = service.jobs
  const deadline = performance.now() + timeoutMs
  while (job && (await job.behind()) > 0) {
    if (performance.now() > deadline) throw new Error(`${await job.behind()} messages still wait`)
    if (!(await job.step(new AbortController().signal)))
      await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** What the log holds of messages, by type. */
export async function outcomes(service: Service) {
  const events = await service.log.read('icetex', 0, 10_000)
  return events.filter(({ type }) => type === 'MessageSent' || type === 'MessageFailed')
}
