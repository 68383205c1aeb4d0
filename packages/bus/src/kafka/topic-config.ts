import kafkajs, { type Admin } from 'kafkajs'

/** What an events topic must be like, or its records vanish, by the names that brokers know. */
const MUST_BE = { 'cleanup.policy': 'delete', 'retention.ms': '-1', 'retention.bytes': '-1' }

/** The settings as `kafka-configs.sh --add-config` takes them, to put a topic back. */
export const asItMustBe = Object.entries(MUST_BE)
  .map(([name, value]) => `${name}=${value}`)
  .join(',')

/**
 * @returns what is otherwise: ['cleanup.policy=compact']; null when we may not ask
 * @throws when nobody answers
 */
export async function changedConfig(admin: Admin, topic: string): Promise<string[] | null> {
  try {
    return await otherwise(admin, topic)
  } catch (error) {
    if ((error as { type?: string }).type !== 'TOPIC_AUTHORIZATION_FAILED') throw error
    return null
  }
}

async function otherwise(admin: Admin, topic: string): Promise<string[]> {
  const query = { type: kafkajs.ConfigResourceTypes.TOPIC, name: topic, configNames: Object.keys(MUST_BE) }
  const { resources } = await admin.describeConfigs({ resources: [query], includeSynonyms: false })
  const found = new Map(
    resources.flatMap(({ configEntries }) => configEntries).map((e) => [e.configName, e.configValue]),
  )
  return Object.entries(MUST_BE).flatMap(([name, value]) => {
    const there = found.get(name)
    return there === undefined || there === value ? [] : [`${name}=${there}`]
  })
}
