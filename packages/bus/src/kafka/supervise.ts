import type { Consumer, ConsumerConfig, EachBatchPayload, Kafka } from 'kafkajs'
import type { StartLoop } from '../direct.ts'
import type { BusLogger } from './client.ts'
import { faultType } from './fault-type.ts'

export interface Supervised {
  /** As its loop is called. */
  name: string
  client: Kafka
  groupId: string
  topics: readonly string[]
  concurrency: number
  startLoop: StartLoop
  timing: ConsumerTiming
  logger: BusLogger
  /** Called within the join, before anything is fetched under it. */
  onJoin?(consumer: Consumer, assigned: Record<string, number[]>): void
  eachBatch(payload: EachBatchPayload, consumer: Consumer): Promise<void>
  /** kafkajs passed over records that it shows to nobody (of transactions). */
  onSkipped?(topic: string, partition: number, next: number): void
  /** It has ended, by itself or by us. */
  onEnd?(): void
  chores?(consumer: Consumer): Promise<void>
}

export interface ConsumerTiming {
  /** A consumer that gave its broker no sign for this long is taken for dead, and its partitions go to others. */
  sessionMs: number
  /** A consumer of ours that neither fetched nor worked for this long is ended and made anew. */
  stallMs: number
}

/** A consumer that must be made anew, and why. */
export class ConsumerEnded extends Error {
  override readonly name = 'ConsumerEnded'
}

/** The longest a fetch waits for records: a stop, a seek and a heartbeat wait behind it. */
const FETCH_WAIT_MS = 100
const END_MS = 5_000
/** What a coordinator answers that has not read its groups yet, or has handed them over. */
const LOADING = ['GROUP_LOAD_IN_PROGRESS', 'GROUP_COORDINATOR_NOT_AVAILABLE', 'NOT_COORDINATOR_FOR_GROUP']
const LOADING_MS = 15_000
const STOPPED = 'stopped by itself'
/** More joins than this in a minute are a group that never comes to rest. */
const MOST_JOINS = 20

interface Living {
  consumer: Consumer
  lastSign: number
  working: number
  joins: number[]
  over?: string
}

/**
 * Keeps a kafkajs consumer alive. Left alone it may stop for good: on an error it holds for final, in a join that is
 * never answered, behind a connection that is half open. One that crashed, stopped or gave no sign is ended here, and
 * another made, after the loop's growing wait.
 */
export function supervise(options: Supervised) {
  const { name, startLoop, timing, logger } = options
  let living: Living | undefined
  /** Since when its group's coordinator says that it isn't ready; undefined once it has let us in. */
  let loadingSince: number | undefined

  async function begin(): Promise<Living> {
    const consumer = options.client.consumer(consumerConfig(options))
    const now: Living = { consumer, lastSign: performance.now(), working: 0, joins: [] }
    observe(now)
    try {
      await consumer.connect()
      await consumer.subscribe({ topics: [...options.topics], fromBeginning: true })
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: options.concurrency,
        eachBatch: (payload) => work(now, payload),
      })
    } catch (error) {
      await end(now)
      throw error
    }
    return now
  }

  function observe(now: Living): void {
    const { consumer } = now
    const { events } = consumer
    const sign = () => {
      now.lastSign = performance.now()
    }
    consumer.on(events.FETCH, sign)
    consumer.on(events.HEARTBEAT, sign)
    consumer.on(events.GROUP_JOIN, ({ payload }) => {
      sign()
      loadingSince = undefined
      now.joins = [...now.joins.filter((at) => at > now.lastSign - 60_000), now.lastSign]
      if (!now.over) options.onJoin?.(consumer, payload.memberAssignment)
    })
    consumer.on(events.END_BATCH_PROCESS, ({ payload }) => {
      sign()
      if (payload.batchSize === 0)
        options.onSkipped?.(payload.topic, payload.partition, Number(payload.lastOffset) + 1)
    })
    consumer.on(events.CRASH, ({ payload }) => {
      // It has stopped already, which alone says little.
      if (!now.over || now.over === STOPPED) now.over = `crashed: ${faultType(payload.error)}`
      loop.nudge()
    })
    consumer.on(events.STOP, () => {
      now.over ??= STOPPED
    })
  }

  async function work(now: Living, payload: EachBatchPayload): Promise<void> {
    if (now.over) return
    now.working += 1
    // Its broker must hear of it while we are busy; a rebalance that it answers with is heard once we are done.
    const beating = setInterval(() => payload.heartbeat().catch(() => {}), timing.sessionMs / 4)
    try {
      await options.eachBatch(payload, now.consumer)
    } finally {
      clearInterval(beating)
      now.working -= 1
      now.lastSign = performance.now()
    }
  }

  function whyOver(now: Living): string | undefined {
    const silent = performance.now() - now.lastSign
    if (now.over) return now.over
    if (now.working === 0 && silent > timing.stallMs) return `no sign for ${Math.round(silent)} ms`
    return now.joins.length > MOST_JOINS ? 'its group never comes to rest' : undefined
  }

  /** The brokers have started just now: nothing to tell of, unless it lasts. */
  function stillLoading(over: string): boolean {
    if (!LOADING.some((type) => over === `crashed: ${type}`)) return false
    loadingSince ??= performance.now()
    return performance.now() - loadingSince < LOADING_MS
  }

  async function end(now: Living): Promise<void> {
    now.over ??= 'ended'
    options.onEnd?.()
    let timer: NodeJS.Timeout | undefined
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, END_MS)
    })
    // What hangs is left behind: whatever it still delivers, nobody takes.
    await Promise.race([now.consumer.disconnect().catch(() => {}), late])
    clearTimeout(timer)
  }

  const loop = startLoop(name, async () => {
    living ??= await begin()
    const over = whyOver(living)
    if (over === undefined) {
      await options.chores?.(living.consumer)
      return false
    }
    const dead = living
    living = undefined
    await end(dead)
    logger.debug({ consumer: name, over }, 'a consumer is made anew')
    if (stillLoading(over)) return false
    throw new ConsumerEnded(`${name} ${over}`)
  })

  return {
    failing: () => loop.failing,
    async stop(): Promise<void> {
      await loop.stop()
      if (living) await end(living)
    },
  }
}

function consumerConfig({ groupId, timing }: Supervised): ConsumerConfig {
  return {
    groupId,
    sessionTimeout: timing.sessionMs,
    rebalanceTimeout: timing.sessionMs * 2,
    heartbeatInterval: timing.sessionMs / 4,
    maxWaitTimeInMs: FETCH_WAIT_MS,
    allowAutoTopicCreation: false,
    // Started again by us alone, or there would be two that each think they are the one.
    retry: { retries: 3, initialRetryTime: 100, maxRetryTime: 1_000, restartOnFailure: async () => false },
  }
}
