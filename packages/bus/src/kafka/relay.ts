import type { PublicEvent } from '@ventanilla/contracts'
import type { Message } from 'kafkajs'
import { publish } from '../bus.ts'
import type { Relayed, StartLoop } from '../direct.ts'
import type { BusLogger } from './client.ts'
import { watchConfig } from './config-watch.ts'
import type { Mark } from './marks.ts'
import type { TopicOffsets } from './offsets.ts'
import type { Sender } from './producer.ts'
import { toRecord } from './record.ts'
import { loadRelayPlaces, type RelayPlaces } from './relay-places.ts'
import { type Saver, saverOf } from './relay-saver.ts'

export interface RelayOptions {
  publisher: Relayed
  topic: string
  sender: Sender
  offsets: TopicOffsets
  startLoop: StartLoop
  /** Facts read at a time, of all entities together. */
  batch: number
  partitions: number
  partitionOf(key: string, partitions: number): number
  /** Records between two checkpoints: what is sent again, at most twice, when brokers have lost records. */
  checkpointEvery: number
  offer(mark: Mark): void
  /** What was offered before holds no more: offsets are about to change. */
  withdraw(): Promise<void>
  logger: BusLogger
}

/** Of a partition in one request: a batch must stay below `max.message.bytes`, and one record may have 1 MiB. */
const MAX_BYTES = 512 * 1024
const LOOK_AT_ENDS_MS = 5_000

interface Going {
  places: RelayPlaces
  saver: Saver
  /** Published up to these heads, all that was known at the instant is out. */
  target?: { instant: string; heads: Map<string, number> }
  sinceCheckpoint: number
  looked: number
}

type Lost = Map<number, { sure: number; end: number }>

interface Outgoing {
  event: PublicEvent
  partition: number
}

/**
 * Carries a service's facts to its topic, as a reader of its log: one request on its way at a time, so order holds.
 * Whoever's turn it is does it; one that didn't notice that its turn was over only repeats, in order, what consumers
 * know by its sequence, and stops when it finds its places moved.
 */
export function startRelay(options: RelayOptions) {
  const { publisher, topic, sender, offsets, startLoop, batch, partitions, logger } = options
  const { name, log, publications } = publisher
  let going: Going | undefined
  /** Records that were sent and not acknowledged, by partition: they may be there. */
  const unsure = new Map<number, number>()

  const config = watchConfig(offsets, topic, logger)

  async function begin(): Promise<Going> {
    const places = await loadRelayPlaces(log, topic, partitions)
    const saver = saverOf(places, () => loop.nudge())
    return { places, saver, sinceCheckpoint: 0, looked: Number.NEGATIVE_INFINITY }
  }

  async function step(): Promise<boolean | 'done'> {
    if (!publisher.turn()) {
      if (going) await leave(going)
      return false
    }
    going ??= await begin()
    const now = going
    try {
      if (now.saver.holds()) return await advance(now)
      going = undefined
      return true
    } catch (error) {
      // Whether it went out is not known: what is there is looked at again.
      await leave(now)
      throw error
    }
  }

  async function advance(now: Going): Promise<boolean | 'done'> {
    if (performance.now() > now.looked + LOOK_AT_ENDS_MS) await lookAtEnds(now)
    await config.look()
    now.target ??= { instant: publisher.watermark(), heads: await log.heads() }
    const { places, target } = now
    const waiting = [...target.heads].filter(([entity, head]) => head > places.published(entity))
    if (waiting.length > 0) await carry(now, waiting)
    const reached = [...target.heads].every(([entity, head]) => places.published(entity) >= head)
    if (reached) {
      options.offer({ source: name, instant: target.instant, ends: endsOf(places) })
      delete now.target
    }
    return waiting.length > 0 && (reached ? 'done' : true)
  }

  /** One batch of the entities that have something new. */
  async function carry(now: Going, waiting: [string, number][]): Promise<void> {
    const { places } = now
    const share = Math.max(20, Math.floor(batch / waiting.length))
    const read = await Promise.all(
      waiting.slice(0, batch).map(([entity, head]) => {
        const from = places.published(entity)
        return log.read(entity, from, Math.min(share, head - from))
      }),
    )
    const out: Outgoing[] = []
    const records: Message[] = []
    const bytes = new Map<number, number>()
    const moved = new Map<string, number>()
    const last = new Map<string, number>()
    for (const facts of read)
      for (const fact of facts) {
        const event = publish(name, publications, fact)
        if (event) {
          const partition = options.partitionOf(event.subject, partitions)
          const chain = `${fact.entity}@${partition}`
          const previous = last.get(chain) ?? places.last(fact.entity, partition)
          // After going back for another partition: this one has it.
          if (event.sequence > previous) {
            const record = toRecord(event, partition, previous)
            const size = (bytes.get(partition) ?? 0) + Buffer.byteLength(record.value)
            if (size > MAX_BYTES && bytes.has(partition)) break
            bytes.set(partition, size)
            last.set(chain, event.sequence)
            records.push(record)
            out.push({ event, partition })
          }
        }
        moved.set(fact.entity, fact.position)
      }
    if (records.length > 0 && !(await send(now, records, out))) return now.saver.soon()
    for (const [entity, position] of moved) places.move(entity, position)
    now.sinceCheckpoint += records.length
    if (now.sinceCheckpoint >= options.checkpointEvery) {
      places.checkpoint()
      now.sinceCheckpoint = 0
    }
    now.saver.soon()
  }

  /** @returns false when the topic turned out to have lost records before these: it was gone back for them */
  async function send(now: Going, records: Message[], out: Outgoing[]): Promise<boolean> {
    const { places } = now
    const counts = new Map<number, number>()
    for (const { partition } of out) counts.set(partition, (counts.get(partition) ?? 0) + 1)
    for (const [partition, count] of counts) unsure.set(partition, (unsure.get(partition) ?? 0) + count)
    const acknowledged = await sender.send({ topic, messages: records })
    const refused = acknowledged.find(
      ({ errorCode, baseOffset }) => errorCode !== 0 || baseOffset === undefined,
    )
    if (refused) throw new Error(`not acknowledged: ${refused.errorCode}`)
    const bases = acknowledged.map(({ partition, baseOffset }) => ({ partition, base: Number(baseOffset) }))
    const lost: Lost = new Map()
    for (const { partition, base } of bases)
      if (base < places.end(partition)) lost.set(partition, { sure: base, end: base })
    if (lost.size > 0) await takeBack(now, lost, true)
    // What follows is one turn: a save in between would keep the new ends and forget the loss.
    for (const { partition, base } of bases) places.extend(partition, base + (counts.get(partition) ?? 0))
    unsure.clear()
    for (const { event, partition } of out) places.acknowledge(event.entity, partition, event.sequence)
    if (lost.size > 0) places.goBack(lost)
    return lost.size === 0
  }

  /** Brokers don't sync what they acknowledge: after a crash, or with a topic made anew, its last records may be gone. */
  async function lookAtEnds(now: Going): Promise<void> {
    const ranges = await offsets.ranges(topic)
    if (ranges.size !== partitions)
      throw Object.assign(
        new Error(`${topic} has ${ranges.size} partitions, and not the ${partitions} it was made with`),
        { code: 'topic-partitions-changed' },
      )
    const lost: Lost = new Map()
    let sure = false
    for (const [partition, { high }] of ranges) {
      const end = now.places.end(partition)
      sure ||= high < end
      const open = unsure.get(partition) ?? 0
      // As many may be gone as came in their place: only when all that was sent is there, nothing can be missing.
      if (high < end || (open > 0 && high !== end + open))
        lost.set(partition, { sure: Math.min(high, end) - open, end: high })
    }
    if (lost.size > 0) {
      await takeBack(now, lost, sure)
      now.places.goBack(lost)
    }
    unsure.clear()
    now.looked = performance.now()
  }

  /**
   * Says what is published again, and takes back the watermark: before anything is filled in, or an old one would be
   * passed on when the old offsets are reached again.
   * @param sure what was acknowledged is gone; else a request failed, and nobody knows whether its records arrived
   */
  async function takeBack(now: Going, lost: Lost, sure: boolean): Promise<void> {
    const about = { topic, partitions: [...lost.keys()] }
    if (sure) logger.warn(about, 'records are gone from the brokers: they are published again')
    else logger.info(about, 'records were sent that may not have arrived: they are published again')
    delete now.target
    await now.saver.settled()
    await options.withdraw()
  }

  /** What was acknowledged until now is kept, if that can be. */
  async function leave(now: Going): Promise<void> {
    if (going === now) going = undefined
    await now.saver.now()
  }

  function endsOf(places: RelayPlaces): Mark['ends'] {
    const ends = Array.from({ length: partitions }, (_, one) => [String(one), places.end(one)] as const)
    return Object.fromEntries(ends.filter(([, end]) => end > 0))
  }

  const loop = startLoop(`${name} relay`, step)
  const silence = log.onWrite(() => loop.nudge())
  return {
    async unpublished(): Promise<number> {
      const places = going?.places ?? (await loadRelayPlaces(log, topic, partitions))
      let total = 0
      for (const [entity, head] of await log.heads()) total += Math.max(0, head - places.published(entity))
      return total
    },
    failing: () => loop.failing ?? config.failing(),
    async stop() {
      silence()
      await loop.stop()
      if (going) await leave(going)
    },
  }
}
