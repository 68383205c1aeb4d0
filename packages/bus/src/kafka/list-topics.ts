import type { ServiceName } from '@ventanilla/contracts'
import { type KafkaAddress, kafkaClient } from './client.ts'
import { changedConfig } from './topic-config.ts'
import { topicNames } from './topics.ts'

export interface TopicState {
  topic: string
  /** 0: there is no such topic. */
  partitions: number
  /** There now, in all partitions. */
  records: number
  /** Settings under which records vanish: ['cleanup.policy=compact']; null where we may not ask for them. */
  changed: string[] | null
}

/** The topics of an installation, as they are. */
export async function listTopics(
  options: KafkaAddress & { services: readonly ServiceName[] },
): Promise<TopicState[]> {
  const names = topicNames(options.prefix)
  const admin = kafkaClient(options).admin()
  await admin.connect()
  try {
    const there = new Set(await admin.listTopics())
    const states: TopicState[] = []
    for (const topic of [...options.services.map(names.of), names.watermarks]) {
      const offsets = there.has(topic) ? await admin.fetchTopicOffsets(topic) : []
      const records = offsets.reduce((sum, { low, high }) => sum + Number(high) - Number(low), 0)
      const asked = offsets.length > 0 && topic !== names.watermarks
      const changed = asked ? await changedConfig(admin, topic) : []
      states.push({ topic, partitions: offsets.length, records, changed })
    }
    return states
  } finally {
    await admin.disconnect()
  }
}
