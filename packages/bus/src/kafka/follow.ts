import type { ServiceName } from '@ventanilla/contracts'
import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs'
import type { Subscription } from '../bus.ts'
import type { StartLoop } from '../direct.ts'
import type { BusLogger } from './client.ts'
import type { TopicOffsets } from './offsets.ts'
import {
  handledTo,
  handleRun,
  moveResume,
  openPartition,
  type Partition,
  resumeOf,
  runsOf,
} from './partition.ts'
import { readRecord } from './record.ts'
import { type ConsumerTiming, supervise } from './supervise.ts'
import type { TopicNames } from './topics.ts'

export interface FollowOptions {
  subscription: Subscription
  names: TopicNames
  client: Kafka
  offsets: TopicOffsets
  startLoop: StartLoop
  timing: ConsumerTiming
  /** Events handed over at a time. */
  batch: number
  /** Something has been handled. */
  onHandled(source: ServiceName): void
  logger: BusLogger
}

const CONCURRENCY = 8
const FIRST_WAIT_MS = 100
const LONGEST_WAIT_MS = 15_000

interface Failure {
  code: string
  times: number
  timer?: NodeJS.Timeout
}

/**
 * Follows topics for one subscription. The group only says which partitions are ours: where we stand is in our
 * places, so a partition stays paused from the join until they were asked for and it was sought, and a batch that
 * begins elsewhere than where we stand is dropped. One that can't be handled waits; other partitions go on.
 */
export function follow({ subscription, names, client, offsets, batch, logger, ...options }: FollowOptions) {
  const { consumer: name, from } = subscription
  const sources = new Map(from.map((source) => [names.of(source), source]))
  const partitions = new Map<string, Partition>()
  const busy = new Set<Partition>()
  const failures = new Map<string, Failure>()
  const isLost = (state: Partition) => partitions.get(resumeOf(state)) !== state

  function forget(): void {
    partitions.clear()
    for (const { timer } of failures.values()) clearTimeout(timer)
    failures.clear()
  }

  let joined = 0
  function onJoin(consumer: Consumer, assigned: Record<string, number[]>): void {
    forget()
    const join = ++joined
    for (const [topic, numbers] of Object.entries(assigned)) {
      const source = sources.get(topic)
      if (!source) continue
      for (const partition of numbers) {
        consumer.pause([{ topic, partitions: [partition] }])
        void open(consumer, { topic, source, partition }, () => join === joined)
      }
    }
  }

  async function open(
    consumer: Consumer,
    at: Pick<Partition, 'topic' | 'source' | 'partition'>,
    isOurs: () => boolean,
  ): Promise<void> {
    const key = resumeOf(at)
    try {
      const state = await openPartition(subscription, at)
      if (!isOurs()) return
      partitions.set(key, state)
      failures.delete(key)
      seek(consumer, state)
      consumer.resume([{ topic: at.topic, partitions: [at.partition] }])
    } catch (error) {
      if (isOurs()) later(key, error, () => open(consumer, at, isOurs))
    }
  }

  const seek = (consumer: Consumer, { topic, partition, next }: Partition) =>
    consumer.seek({ topic, partition, offset: String(next) })

  /** Says what failed, and does something about it after a wait that grows with each failure. */
  function later(key: string, error: unknown, again: () => void): void {
    const times = (failures.get(key)?.times ?? 0) + 1
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(times - 1, 20))
    const timer = setTimeout(again, wait * (0.5 + Math.random() / 2))
    failures.set(key, { code: codeOf(error), times, timer })
    logger.error({ consumer: name, partition: key, failures: times, err: error }, 'a delivery failed')
  }

  async function eachBatch(
    { batch: fetched, ...payload }: EachBatchPayload,
    consumer: Consumer,
  ): Promise<void> {
    const { topic, partition, messages } = fetched
    const state = partitions.get(`${topic}/${partition}`)
    if (!state || payload.isStale()) return
    busy.add(state)
    try {
      if (fetchedFrom(fetched) !== state.next) return await realign(consumer, state)
      const records = messages.map((message) => readRecord(state.source, message))
      for (const run of runsOf(records, Number(fetched.lastOffset()) + 1, batch)) {
        const outcome = await handleRun(subscription, state, run.records, run.end)
        if (isLost(state)) return
        if (outcome === 'moved') return await reopen(consumer, state)
        if (outcome === 'gap') return await rewind(consumer, state)
        state.next = run.end
        payload.resolveOffset(String(run.end - 1))
      }
      failures.delete(resumeOf(state))
    } catch (error) {
      if (isLost(state)) return
      // Fetched again from where we stand, once this partition's wait is over.
      const resume = payload.pause()
      later(resumeOf(state), error, () => {
        if (!isLost(state)) resume()
      })
    } finally {
      busy.delete(state)
      if (!isLost(state)) options.onHandled(state.source)
    }
  }

  /** What came doesn't begin where we stand: a seek is still to land, or the brokers have lost where that was. */
  async function realign(consumer: Consumer, state: Partition): Promise<void> {
    const range = (await offsets.ranges(state.topic)).get(state.partition)
    if (isLost(state)) return
    if (range && (state.next > range.high || state.next < range.low)) {
      logger.error({ consumer: name, partition: resumeOf(state) }, 'the topic was cut off: it is read again')
      if (state.saved > range.high && (await moveResume(subscription, state, range.low)) === 'moved')
        return reopen(consumer, state)
      state.next = range.low
    }
    seek(consumer, state)
  }

  async function rewind(consumer: Consumer, state: Partition): Promise<void> {
    logger.error(
      { consumer: name, partition: resumeOf(state) },
      'events are missing: what is there is read again',
    )
    const range = (await offsets.ranges(state.topic)).get(state.partition)
    state.next = range?.low ?? 0
    seek(consumer, state)
  }

  async function reopen(consumer: Consumer, state: Partition): Promise<void> {
    const there = await openPartition(subscription, state)
    if (isLost(state)) return
    partitions.set(resumeOf(state), there)
    seek(consumer, there)
  }

  /** What carried nothing for us moved no place: it is moved here, now and then. */
  async function chores(consumer: Consumer): Promise<void> {
    for (const state of partitions.values())
      if (!busy.has(state) && handledTo(state) > state.saved) {
        const to = state.next
        busy.add(state)
        try {
          if ((await moveResume(subscription, state, to)) === 'moved' && !isLost(state))
            await reopen(consumer, state)
        } finally {
          busy.delete(state)
        }
      }
  }

  const supervised = supervise({
    ...{ name: `${name} ← kafka`, client, groupId: names.group(name), topics: [...sources.keys()] },
    ...{ concurrency: CONCURRENCY, startLoop: options.startLoop, timing: options.timing, logger },
    ...{ onJoin, eachBatch, chores, onEnd: forget },
    onSkipped(topic, partition, next) {
      const state = partitions.get(`${topic}/${partition}`)
      if (state) state.next = Math.max(state.next, next)
    },
  })

  return {
    /** Everything before this offset is handled; undefined for a partition that isn't ours. */
    handled(topic: string, partition: number): number | undefined {
      const state = partitions.get(`${topic}/${partition}`)
      return state && handledTo(state)
    },
    failing(): string | undefined {
      const [failure] = failures.values()
      const gap = [...partitions.values()].find(({ gaps }) => gaps.size > 0)
      return failure?.code ?? (gap && `missing events in ${resumeOf(gap)}`) ?? supervised.failing()
    },
    async stop(): Promise<void> {
      await supervised.stop()
      forget()
    },
  }
}

/** The offset that was asked for, which records of a transaction or a compressed batch may hide. */
function fetchedFrom(batch: EachBatchPayload['batch']): number {
  return Number((batch as unknown as { fetchedOffset: string }).fetchedOffset)
}

/** What may be said of an error on a health page: a code or a class, never a message. */
function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' ? code : error instanceof Error ? error.name : typeof error
}
