import { Redis } from 'ioredis'
import type { SharedOptions } from '../shared.ts'
import { inTime } from './in-time.ts'

/** Redis can't be asked just now; whoever asked does without. */
export class RedisAway extends Error {
  override readonly name = 'RedisAway'
}

export interface Link extends AsyncDisposable {
  /**
   * What Redis answers. While it is away this fails at once; a Redis that goes silent costs those who are waiting
   * `answerMs` once, and nobody after them.
   * @throws RedisAway
   */
  ask<T>(question: (redis: Redis) => Promise<T>): Promise<T>
  /** Redis answered the last time it was asked. */
  there(): boolean
  /** Called with every message of a channel that was subscribed to. */
  onMessage(listener: (channel: string, message: string) => void): void
  /** Called whenever it answers again: what a connection knows (its subscriptions) is lost with it. */
  onReturn(listener: (redis: Redis) => void): void
}

export interface LinkOptions extends Pick<SharedOptions, 'logger'> {
  url: string
  /** Milliseconds that a question may take. */
  answerMs?: number
  /** Milliseconds between looks whether it has come back, and, ten times that, whether it is still there. */
  lookMs?: number
}

const OPENING_MS = 1_000
const SILENT_MS = 1_000

/**
 * One connection (RESP3 carries messages beside answers) behind a circuit breaker. Any failure opens it: a socket
 * that closed, an answer that didn't come in time, an error in place of an answer. Only a write that works closes it
 * again, so that a replica that takes no writes, a full memory or a server that is still loading count as away too;
 * and it is written by nobody's request.
 */
export async function openLink(options: LinkOptions): Promise<Link> {
  const { url, logger, answerMs = 250, lookMs = 500 } = options
  const redis = connectTo(url)
  const returned: ((redis: Redis) => void)[] = []
  let state: 'new' | 'there' | 'away' | 'closed' = 'new'

  function lose(err: unknown): void {
    if (state === 'new' || state === 'there')
      logger.warn({ err }, 'Redis is away: this process counts apart, caches nothing, and polls for updates')
    if (state !== 'closed') state = 'away'
  }

  async function look(): Promise<void> {
    if (redis.status !== 'ready') return
    try {
      await inTime(redis.set('ventanilla:probe', '1', 'PX', 60_000), answerMs)
      if (state === 'away') logger.info('Redis is back')
      if (state === 'there' || state === 'closed') return
      state = 'there'
      for (const listener of returned) listener(redis)
    } catch (error) {
      lose(error)
    }
  }

  redis.on('error', lose)
  redis.on('close', () => lose(new RedisAway('the connection closed')))
  redis.on('ready', () => void look())
  const stop = every(lookMs, (turn) => (state === 'there' && turn % 10 !== 0 ? undefined : look()))
  redis.connect().catch(lose)
  await opened(redis, () => state !== 'new')
  if (state === 'new') lose(new RedisAway(`no connection after ${OPENING_MS} ms`))

  return {
    there: () => state === 'there',
    async ask(question) {
      if (state !== 'there') throw new RedisAway('Redis is away')
      try {
        return await inTime(question(redis), answerMs)
      } catch (error) {
        lose(error)
        throw new RedisAway('Redis did not answer', { cause: error })
      }
    },
    onMessage: (listener) => void redis.on('message', listener),
    onReturn(listener) {
      returned.push(listener)
      if (state === 'there') listener(redis)
    },
    async [Symbol.asyncDispose]() {
      state = 'closed'
      stop()
      await ended(redis)
    },
  }
}

function connectTo(url: string): Redis {
  return new Redis(url, {
    lazyConnect: true,
    // A command that can't be sent fails; one whose connection breaks is not sent again: it may have counted.
    ...{ enableOfflineQueue: false, autoResendUnfulfilledCommands: false, maxRetriesPerRequest: 0 },
    ...{ autoResubscribe: false, enableReadyCheck: false },
    ...{ connectTimeout: OPENING_MS, socketTimeout: SILENT_MS, disconnectTimeout: 200 },
    retryStrategy: (times) => Math.min(50 * 2 ** times, 1_000),
  })
}

/** Until it is known whether it is there, or `OPENING_MS` have passed. */
async function opened(redis: Redis, known: () => boolean): Promise<void> {
  const deadline = performance.now() + OPENING_MS
  while (!known() && redis.status !== 'end' && performance.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 5))
}

function every(ms: number, work: (turn: number) => Promise<void> | undefined): () => void {
  let turn = 0
  let busy = false
  const timer = setInterval(() => {
    if (busy) return
    busy = true
    void Promise.resolve(work(turn++)).finally(() => {
      busy = false
    })
  }, ms)
  timer.unref()
  return () => clearInterval(timer)
}

/** Not QUIT, which waits for an answer. */
async function ended(redis: Redis): Promise<void> {
  if (redis.status === 'end' || redis.status === 'wait') return
  const end = new Promise<void>((resolve) => redis.once('end', () => resolve()))
  redis.disconnect()
  await inTime(end, 1_000).catch(() => {})
}
