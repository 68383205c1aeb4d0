import type { Admin, Kafka } from 'kafkajs'
import { changedConfig } from './topic-config.ts'

/** Offsets of a partition: the first record there is, and the one that the next record will get. */
export interface Range {
  low: number
  high: number
}

/** Asks the brokers how far their topics reach; connects when first asked. */
export function topicOffsets(client: Kafka) {
  let connecting: Promise<Admin> | undefined

  async function connected(): Promise<Admin> {
    connecting ??= connect(client)
    try {
      return await connecting
    } catch (error) {
      connecting = undefined
      throw error
    }
  }

  return {
    /** By partition. @throws when there is no such topic, or nobody answers */
    async ranges(topic: string): Promise<Map<number, Range>> {
      const found = await (await connected()).fetchTopicOffsets(topic)
      return new Map(
        found.map(({ partition, low, high }) => [partition, { low: Number(low), high: Number(high) }]),
      )
    },
    /** What of its settings would have records vanish, see `changedConfig`. @throws as `ranges` does */
    async changed(topic: string): Promise<string[] | null> {
      return changedConfig(await connected(), topic)
    },
    async topics(): Promise<Set<string>> {
      return new Set(await (await connected()).listTopics())
    },
    async close(): Promise<void> {
      await (await connecting?.catch(() => undefined))?.disconnect()
    },
  }
}

export type TopicOffsets = ReturnType<typeof topicOffsets>

async function connect(client: Kafka): Promise<Admin> {
  const admin = client.admin()
  await admin.connect()
  return admin
}
