import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createTopics } from '@ventanilla/bus/kafka'
import { SERVICES, type ServiceName } from '@ventanilla/contracts'
import { startEmbeddedPostgres } from '@ventanilla/database/embedded'
import { startKafka } from '@ventanilla/local-servers'
import { type TcpProxy, tcpProxy } from '@ventanilla/testing'
import type { Issuer } from './issuer.ts'
import type { Mail } from './mail.ts'
import { killPostgres } from './postgres.ts'
import { type Replica, startReplica } from './processes.ts'

/** A replica, and the way it takes to its database. */
export interface Member extends Replica {
  name: string
  database: TcpProxy
}

export interface Installation extends AsyncDisposable {
  dataDir: string
  members: readonly Member[]
  /** Where intake answers, whether it does or not. */
  intake: readonly string[]
  /** Of a database, past every proxy. */
  url(database: string): string
  killPostgres(): Promise<void>
  killKafka(): Promise<void>
  /** @throws when they are not all ready in time */
  ready(timeoutMs: number): Promise<void>
  /** Stops the services in order; the servers stay. */
  stopServices(): Promise<void>
}

export interface InstallationOptions {
  dataDir: string
  /** All of them when absent. */
  services?: readonly ServiceName[]
  replicas: number
  issuer: Issuer
  mail: Mail
  environment?: Readonly<Record<string, string>>
  /** Run on the new server, before any service opens it. */
  onPostgres?(url: (database: string) => string): Promise<void>
}

/** The distributed topology from local programs, every process of it to be killed at will. */
export async function install(options: InstallationOptions): Promise<Installation> {
  const { dataDir, replicas, services = SERVICES } = options
  await mkdir(join(dataDir, 'logs'), { recursive: true })
  await using undo = new AsyncDisposableStack()
  const startPostgres = () => startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres') })
  const startBroker = () => startKafka({ dataDir: join(dataDir, 'kafka'), heapMb: 384 })
  let postgres = await startPostgres()
  undo.defer(() => postgres.stop())
  let kafka = await startBroker()
  undo.defer(() => kafka.kill())
  await options.onPostgres?.(postgres.url)
  const logger = { warn() {}, info() {}, error() {}, debug() {} }
  await createTopics({ brokers: [kafka.brokers], clientId: 'chaos', logger, services: SERVICES })

  const members: Member[] = []
  for (const service of services)
    for (let n = 1; n <= replicas; n++) {
      const proxy = undo.use(await tcpProxy({ to: `127.0.0.1:${postgres.port}` }))
      const name = `${service}-${n}`
      const environment = {
        ...options.environment,
        ...options.issuer.environment,
        ...databasesOf(service, (database) => proxy.url(postgres.url(database))),
        VAULT_MASTER_KEY_FILE: join(dataDir, 'vault.key'),
        FILES_DIR: join(dataDir, 'files'),
        SMTP_URL: options.mail.url,
        MAIL_RETRY_SECONDS: '1',
        KAFKA_BROKERS: kafka.brokers,
        LOG_LEVEL: 'warn',
      }
      const replica = await startReplica({ service, environment, folder: join(dataDir, 'logs'), name })
      undo.defer(() => replica.stop())
      members.push(Object.assign(replica, { name, database: proxy }))
    }
  const all = undo.move()

  async function ready(timeoutMs: number): Promise<void> {
    const until = performance.now() + timeoutMs
    for (;;) {
      const waiting = (
        await Promise.all(members.map(async (one) => ((await one.ready()) ? [] : [one.name])))
      ).flat()
      if (waiting.length === 0) return
      if (performance.now() > until) throw new Error(`not ready after ${timeoutMs} ms: ${waiting.join(', ')}`)
      await sleep(200)
    }
  }

  return {
    dataDir,
    members,
    intake: members.filter(({ service }) => service === 'intake').map(({ address }) => address),
    ready,
    url: (database) => postgres.url(database),
    async killPostgres() {
      await killPostgres(postgres.url('postgres'))
      postgres = await startPostgres()
    },
    async killKafka() {
      await kafka.kill()
      kafka = await startBroker()
    },
    async stopServices() {
      await Promise.all(members.map((member) => member.stop()))
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}

function databasesOf(service: ServiceName, url: (database: string) => string): Record<string, string> {
  const own = service.replace('-', '_')
  return { [`${own.toUpperCase()}_DATABASE_URL`]: url(own), VAULT_DATABASE_URL: url('vault') }
}
