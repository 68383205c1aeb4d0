import { createTopics, deleteTopics, metadata } from '@ventanilla/local-servers'
import { testKafka } from './test-kafka.ts'
import { uniqueName } from './unique-name.ts'

export interface FreshTopics extends AsyncDisposable {
  /** host:port */
  brokers: string
  /** What the names of this test's topics and consumer groups begin with, up to a dot. */
  namespace: string
  /** 'ventanilla.intake' → the name that it has for this test alone. */
  name(topic: string): string
  /** Makes topics, by the names that `name` gives. */
  create(
    topics: readonly string[],
    how?: { partitions?: number; config?: Record<string, string> },
  ): Promise<void>
  /** Removes every topic of this namespace, whoever made it. Idempotent. */
  drop(): Promise<void>
}

/** Topics that nobody else uses, on the shared Kafka or on the one whose address is given. */
export async function freshTopics(prefix: string, address?: string): Promise<FreshTopics> {
  const brokers = address ?? (await testKafka()).brokers
  const namespace = uniqueName(prefix)
  const name = (topic: string) => `${namespace}.${topic}`
  const remove = async () => {
    const { topics } = await metadata(brokers)
    await deleteTopics(
      brokers,
      topics.filter((topic) => topic.startsWith(`${namespace}.`)),
    )
  }
  let dropping: Promise<void> | undefined
  const drop = () => (dropping ??= remove())
  return {
    brokers,
    namespace,
    name,
    create: (topics, how) => createTopics(brokers, topics.map(name), how),
    drop,
    [Symbol.asyncDispose]: drop,
  }
}
