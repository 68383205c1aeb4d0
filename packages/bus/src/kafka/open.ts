import type { Bus, Subscription } from '../bus.ts'
import type { Relayed, StartLoop } from '../direct.ts'
import { type KafkaAddress, kafkaClient } from './client.ts'
import type { MarkClock } from './early-marks.ts'
import { follow } from './follow.ts'
import { createGate } from './gate.ts'
import { readMarks } from './mark-reader.ts'
import { startMarks } from './marks.ts'
import { topicOffsets } from './offsets.ts'
import { partitionOf } from './partition-of.ts'
import { openSender, type Sender } from './producer.ts'
import { startRelay } from './relay.ts'
import { DEFAULT_PARTITIONS, topicNames } from './topics.ts'

export interface KafkaBusOptions extends KafkaAddress {
  /** The services of this process, whose facts go out. */
  publishers: readonly Relayed[]
  startLoop: StartLoop
  /** Business time here: no watermark is believed that is ahead of it. */
  clock: MarkClock
  /** Facts read, and events handed over, at a time. */
  batch?: number
  /** As many as the topics were created with. */
  partitions?: number
  /**
   * Milliseconds between two watermarks of a service: 200. Under a clock that somebody drives 0, or whoever waits for
   * business time waits for this at each step.
   */
  watermarkEveryMs?: number
  /** A consumer is taken for dead by its group after so long without a sign: 6 000 ms, which brokers allow at least. */
  sessionMs?: number
  /** A consumer that stopped cycling is made anew after so long: 20 000 ms. */
  stallMs?: number
  /** Where a record goes: by its key, as every Kafka client does. Another rule is a way to see what the key is for. */
  partitionOf?: (key: string, partitions: number) => number
  /** Records between two states of the relay that it can go back to. */
  checkpointEvery?: number
}

/** The bus over Apache Kafka. Opens at once and connects by itself, again and again: brokers may come later. */
export function openKafkaBus(options: KafkaBusOptions): Bus {
  const { publishers, startLoop, logger } = options
  const { batch = 500, partitions = DEFAULT_PARTITIONS, watermarkEveryMs = 200 } = options
  const timing = { sessionMs: options.sessionMs ?? 6_000, stallMs: options.stallMs ?? 20_000 }
  const names = topicNames(options.prefix)
  const client = kafkaClient(options)
  const offsets = topicOffsets(client)
  const senders: Sender[] = []
  const subscribed = new Set<() => Promise<void>>()
  let marks: ReturnType<typeof readMarks> | undefined

  function openOne() {
    const sender = openSender(client)
    senders.push(sender)
    return sender
  }

  const relays = publishers.map((publisher) => {
    const own = startMarks(
      openOne(),
      { topic: names.watermarks, source: publisher.name, everyMs: watermarkEveryMs },
      startLoop,
    )
    const relay = startRelay({
      ...{
        publisher,
        topic: names.of(publisher.name),
        offsets,
        startLoop,
        batch,
        partitions,
        logger,
        sender: openOne(),
      },
      ...{ offer: own.offer, withdraw: own.withdraw, checkpointEvery: options.checkpointEvery ?? 5_000 },
      partitionOf: options.partitionOf ?? partitionOf,
    })
    return { own, relay }
  })

  async function assertTopics({ from }: Subscription): Promise<void> {
    const there = await offsets.topics().catch((err: unknown) => {
      logger.warn({ err }, 'the brokers do not answer: their topics are followed once they do')
    })
    const missing = from.map(names.of).filter((topic) => there && !there.has(topic))
    if (missing.length > 0) throw new Error(`there is no topic ${missing.join(', ')}: they are created first`)
  }

  async function subscribe(subscription: Subscription) {
    await assertTopics(subscription)
    const following = follow({
      ...{ subscription, names, client, offsets, startLoop, timing, batch, logger },
      onHandled: (source) => gate.check(source),
    })
    const gate = createGate(subscription, names, following.handled)
    const silence =
      subscription.onWatermark &&
      heardMarks().on((mark) => {
        if (subscription.from.includes(mark.source)) gate.offer(mark)
      })
    const stop = async () => {
      subscribed.delete(stop)
      silence?.()
      gate.stop()
      await following.stop()
    }
    subscribed.add(stop)
    return {
      consumer: subscription.consumer,
      behind: () => behind(subscription, following.handled),
      failing: following.failing,
      stop,
    }
  }

  function heardMarks() {
    marks ??= readMarks(client, names, { startLoop, timing, partitions, clock: options.clock, logger })
    return marks
  }

  async function behind(
    { consumer, from, place }: Subscription,
    handled: (topic: string, partition: number) => number | undefined,
  ): Promise<number> {
    const counts = from.map(names.of).map(async (topic) => {
      let total = 0
      for (const [partition, { high }] of await offsets.ranges(topic))
        total += Math.max(
          0,
          high - (handled(topic, partition) ?? (await place(consumer, `${topic}/${partition}`))),
        )
      return total
    })
    return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0)
  }

  return {
    subscribe,
    async unpublished() {
      const counts = await Promise.all(relays.map(({ relay }) => relay.unpublished()))
      return counts.reduce((sum, count) => sum + count, 0)
    },
    failing: () =>
      relays
        .map(({ own, relay }) => relay.failing() ?? own.failing())
        .find((failing) => failing !== undefined),
    async close() {
      await Promise.all(relays.flatMap(({ own, relay }) => [relay.stop(), own.stop()]))
      await Promise.all([...subscribed].map((stop) => stop()))
      await marks?.stop()
      await Promise.all([...senders.map((sender) => sender.close()), offsets.close()])
    },
  }
}
