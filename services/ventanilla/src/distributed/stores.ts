import { join } from 'node:path'
import {
  askRedis,
  assertKafkaAtHand,
  LocalServerError,
  metadata,
  startKafka,
  startRedis,
} from '@ventanilla/local-servers'
import { kafkaAddress, kafkaConfig, type Logger, loop, readConfig } from '@ventanilla/runtime'
import { assertKafka, redisMissing } from '../given-servers.ts'
import { foundRunning, openPostgres, type PostgresServer } from '../postgres-server.ts'

/** What the processes stand on, started here or given by the environment. */
export interface Stores extends AsyncDisposable {
  postgres: PostgresServer
  /** 'host:port', several with commas between. */
  brokers: string
  /** Undefined: each process by itself. */
  redisUrl: string | undefined
}

export interface StoresOptions {
  dataDir: string
  environment: Readonly<Record<string, string | undefined>>
  logger: Logger
  onProgress: (text: string) => void
}

/**
 * PostgreSQL, Kafka and Redis: VENTANILLA_DATABASE_URL, KAFKA_BROKERS and REDIS_URL name those that somebody else runs,
 * the others are started in the data folder and stopped with us. Without Redis it goes on, and says so.
 */
export async function openStores(options: StoresOptions): Promise<Stores> {
  const { dataDir, environment, logger, onProgress } = options
  await using undo = new AsyncDisposableStack()
  if (!environment.KAFKA_BROKERS) await assertKafkaAtHand()
  // At once: a broker takes longer to start than all the rest.
  const given = environment.VENTANILLA_DATABASE_URL || undefined
  const postgres = openPostgres({ dataDir, given, logger, onProgress })
  const kafka = environment.KAFKA_BROKERS ? givenKafka(options) : localKafka(options)
  const redis = environment.REDIS_URL ? givenRedis(environment.REDIS_URL, options) : localRedis(options)
  for (const one of await Promise.allSettled([postgres, kafka, redis]))
    if (one.status === 'fulfilled') undo.use(one.value)
  const opened = {
    postgres: await postgres,
    brokers: (await kafka).address,
    redisUrl: (await redis)?.address,
  }
  const { found } = opened.postgres
  if (found !== undefined) onProgress(foundRunning('PostgreSQL', found))
  const all = undo.move()
  return { ...opened, [Symbol.asyncDispose]: () => all.disposeAsync() }
}

interface Opened extends AsyncDisposable {
  address: string
}

const elsewhere = (address: string): Opened => ({ address, async [Symbol.asyncDispose]() {} })

async function givenKafka({ environment, logger }: StoresOptions): Promise<Opened> {
  const config = readConfig(kafkaConfig, environment)
  await assertKafka(kafkaAddress(config, { clientId: 'ventanilla-up', logger }))
  return elsewhere(config.KAFKA_BROKERS.join(','))
}

async function givenRedis(url: string, { onProgress }: StoresOptions): Promise<Opened> {
  const missing = await redisMissing(url)
  if (missing) onProgress(missing)
  return elsewhere(url)
}

async function localKafka({ dataDir, logger, onProgress }: StoresOptions): Promise<Opened> {
  const start = () => startKafka({ dataDir: join(dataDir, 'kafka'), onProgress })
  const first = await start()
  if (first.adopted) onProgress(foundRunning('Kafka', first.brokers))
  return kept('Kafka', first.brokers, { first, start, logger, ask: () => metadata(first.brokers) })
}

async function localRedis({ dataDir, logger, onProgress }: StoresOptions): Promise<Opened | undefined> {
  const start = () => startRedis({ dataDir: join(dataDir, 'redis'), onProgress })
  try {
    const first = await start()
    if (first.adopted) onProgress(foundRunning('Redis', `127.0.0.1:${first.port}`))
    return kept('Redis', first.url, { first, start, logger, ask: () => askRedis(first.url, 'PING') })
  } catch (error) {
    if (!(error instanceof LocalServerError && error.code === 'redis-missing')) throw error
    onProgress(
      `SIN REDIS: los límites de peticiones y los avisos en vivo son de cada proceso. ${error.message}`,
    )
    return undefined
  }
}

interface Started {
  stop(): Promise<void>
}

interface Keeping {
  first: Started
  start(): Promise<Started>
  ask(): Promise<unknown>
  logger: Logger
}

const LOOK_MS = 5_000
const SILENT_LOOKS = 3

/** As with PostgreSQL: one that died comes back on its own port, and its clients find it again. */
function kept(name: string, address: string, { first, start, ask, logger }: Keeping): Opened {
  const started = [first]
  let silent = 0
  const watching = loop({
    name: `local ${name}`,
    pollMs: LOOK_MS,
    logger,
    async step() {
      try {
        await ask()
        silent = 0
      } catch {
        silent += 1
        if (silent < SILENT_LOOKS) return false // busy, perhaps: what lives is not started twice anyway
        logger.warn({ server: name }, 'a local server is gone: it is started again')
        started.push(await start())
        silent = 0
      }
      return false
    },
  })
  return {
    address,
    async [Symbol.asyncDispose]() {
      await watching.stop(60_000)
      // Each start is a hold on it: the server ends with the last that is let go.
      for (const one of started) await one.stop()
    },
  }
}
