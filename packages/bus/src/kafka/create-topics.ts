import type { ServiceName } from '@ventanilla/contracts'
import type { Admin, ITopicConfig } from 'kafkajs'
import { type KafkaAddress, kafkaClient } from './client.ts'
import { changedConfig } from './topic-config.ts'
import { DEFAULT_PARTITIONS, topicNames } from './topics.ts'

export interface CreateTopicsOptions extends KafkaAddress {
  services: readonly ServiceName[]
  partitions?: number
  /** Copies of each record; a topic of three goes on with two of them. */
  replication?: number
}

/** A topic is there with another number of partitions: cases would move, and their order with them. */
export class PartitionsChanged extends Error {
  override readonly name = 'PartitionsChanged'
  readonly code = 'topic-partitions-changed'
  readonly topic: string
  readonly there: number
  readonly wanted: number

  constructor(topic: string, there: number, wanted: number) {
    super(
      `${topic} has ${there} partitions, ${wanted} were asked for: they are fixed when a topic is created, since a case must stay in its partition`,
    )
    this.topic = topic
    this.there = there
    this.wanted = wanted
  }
}

const LOOKS = 100
const LOOK_MS = 100
/** A record of 1 MiB, with its key, its headers and what frames a batch. */
const MAX_RECORD_BYTES = 2 * 1024 * 1024

/**
 * Creates what is missing and leaves what is there.
 * @returns also which of those that were there somebody has set so that their records vanish, and how; null for one
 *   whose settings we may not ask for
 * @throws PartitionsChanged before anything is created
 */
export async function createTopics(
  options: CreateTopicsOptions,
): Promise<{ created: string[]; changed: Record<string, string[] | null> }> {
  const { services, partitions = DEFAULT_PARTITIONS, replication = 1 } = options
  const names = topicNames(options.prefix)
  const admin = kafkaClient(options).admin()
  await admin.connect()
  try {
    const there = new Set(await admin.listTopics())
    const wanted = [
      ...services.map((service) => eventsTopic(names.of(service), partitions, replication)),
      watermarksTopic(names.watermarks, replication),
    ]
    const known = wanted.map(({ topic }) => topic).filter((topic) => there.has(topic))
    // An empty list would ask for all there are.
    const metadata = known.length > 0 ? (await admin.fetchTopicMetadata({ topics: known })).topics : []
    for (const { name, partitions: found } of metadata) {
      const asked = wanted.find(({ topic }) => topic === name)?.numPartitions ?? 0
      if (found.length !== asked) throw new PartitionsChanged(name, found.length, asked)
    }
    const topics = wanted.filter(({ topic }) => !there.has(topic))
    if (topics.length > 0) await admin.createTopics({ topics, waitForLeaders: false })
    await led(
      admin,
      topics.map(({ topic }) => topic),
    )
    const changed: Record<string, string[] | null> = {}
    for (const topic of known) {
      const settings = topic === names.watermarks ? [] : await changedConfig(admin, topic)
      if (settings?.length !== 0) changed[topic] = settings
    }
    return { created: topics.map(({ topic }) => topic), changed }
  } finally {
    await admin.disconnect()
  }
}

/** Brokers learn of a new topic one after the other: until then it is unknown, which kafkajs would take for final. */
async function led(admin: Admin, topics: string[]): Promise<void> {
  for (let tried = 1; topics.length > 0; tried++)
    try {
      await admin.fetchTopicMetadata({ topics })
      return
    } catch (error) {
      if (tried >= LOOKS) throw error
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
    }
}

const entries = (config: Record<string, string | number>) =>
  Object.entries(config).map(([name, value]) => ({ name, value: String(value) }))

function eventsTopic(topic: string, numPartitions: number, replicationFactor: number): ITopicConfig {
  const configEntries = entries({
    'cleanup.policy': 'delete',
    'retention.ms': -1,
    'retention.bytes': -1,
    'max.message.bytes': MAX_RECORD_BYTES,
    'min.insync.replicas': replicationFactor > 2 ? 2 : 1,
    'unclean.leader.election.enable': 'false',
  })
  return { topic, numPartitions, replicationFactor, configEntries }
}

/** Compacted: of each service the last one stays, for whoever starts while that service is away. */
function watermarksTopic(topic: string, replicationFactor: number): ITopicConfig {
  const configEntries = entries({
    'cleanup.policy': 'compact',
    'segment.ms': 600_000,
    'max.compaction.lag.ms': 1_200_000,
    'min.cleanable.dirty.ratio': 0.1,
    'unclean.leader.election.enable': 'false',
  })
  return { topic, numPartitions: 1, replicationFactor, configEntries }
}
