import type { ChildProcess } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createTopics } from '@ventanilla/bus/kafka'
import { SERVICES, type ServiceName } from '@ventanilla/contracts'
import { startEmbeddedPostgres } from '@ventanilla/database/embedded'
import { startKafka, startRedis } from '@ventanilla/local-servers'
import { brokenOff, ifBrokenOff, type TcpProxy, tcpProxy } from '@ventanilla/testing'
import type { Issuer } from './issuer.ts'
import type { Mail } from './mail.ts'
import { killPostgres } from './postgres.ts'
import { type Replica, startReplica } from './processes.ts'

/** A replica, and the way that it alone takes to its databases. */
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
  /** The ways of those who don't go straight to the broker, and of all to Redis. */
  kafka: TcpProxy
  redis: TcpProxy
  /** Of the broker, past its proxy. */
  brokers(): string
  killPostgres(): Promise<void>
  /** @param meanwhile what is done to what it left on disk before it is started again */
  killKafka(meanwhile?: (logDir: string) => Promise<void>): Promise<void>
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
  /** Who takes the way by the proxy to the broker; all of them when absent. */
  byProxy?: readonly ServiceName[]
  /** Main files in the place of a service's own. */
  programs?: Readonly<Partial<Record<ServiceName, string>>>
  /** Told of each process, which then has a channel to this one. */
  onStart?(name: string, child: ChildProcess): void
  /** Run on the new server, before any service opens it. */
  onPostgres?(url: (database: string) => string): Promise<void>
}

/** The distributed topology from local programs, every process of it to be killed at will. */
export async function install(options: InstallationOptions): Promise<Installation> {
  const { dataDir, replicas, services = SERVICES, byProxy = SERVICES, programs, onStart } = options
  await mkdir(join(dataDir, 'logs'), { recursive: true })
  await using undo = new AsyncDisposableStack()
  const startPostgres = () => startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres') })
  const firstPostgres = startPostgres()
  let restarts: Promise<unknown> = Promise.resolve()
  /** So that who ends a server ends the one that is being started, too. */
  function restart(work: () => Promise<void>): Promise<void> {
    const running = work()
    restarts = Promise.allSettled([restarts, running])
    return running
  }
  undo.defer(ifBrokenOff(firstPostgres, () => restarts.then(() => postgres.stop())))
  let postgres = await firstPostgres
  // A client goes where the broker sends it: who comes by the proxy is sent back to it.
  let behind = ''
  const toKafka = undo.use(await tcpProxy({ to: () => behind }))
  async function startBroker() {
    const server = await startKafka({ dataDir: join(dataDir, 'kafka'), heapMb: 384, proxy: toKafka.address })
    behind = server.behindProxy ?? ''
    return server
  }
  const firstKafka = startBroker()
  undo.defer(ifBrokenOff(firstKafka, () => restarts.then(() => kafka.kill())))
  let kafka = await firstKafka
  const startingRedis = startRedis({ dataDir: join(dataDir, 'redis') })
  undo.defer(ifBrokenOff(startingRedis, (server) => server.kill()))
  const redis = await startingRedis
  const toRedis = undo.use(await tcpProxy({ to: `127.0.0.1:${redis.port}` }))
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
        KAFKA_BROKERS: byProxy.includes(service) ? toKafka.address : kafka.brokers,
        REDIS_URL: toRedis.url(redis.url),
        LOG_LEVEL: 'warn',
      }
      const replica = await startReplica({
        ...{ service, environment, folder: join(dataDir, 'logs'), name },
        ...{ program: programs?.[service], onStart },
      })
      undo.defer(ifBrokenOff(replica, () => replica.stop()))
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
    ...{ ready, kafka: toKafka, redis: toRedis, brokers: () => kafka.brokers },
    url: (database) => postgres.url(database),
    killPostgres: () =>
      restart(async () => {
        await killPostgres(postgres.url('postgres'))
        if (!brokenOff()) postgres = await startPostgres()
      }),
    killKafka: (meanwhile) =>
      restart(async () => {
        await kafka.kill()
        await meanwhile?.(join(dataDir, 'kafka/data'))
        if (!brokenOff()) kafka = await startBroker()
      }),
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
