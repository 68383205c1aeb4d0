import { freshTopics } from '@ventanilla/testing'
import type { Topology } from '../src/topology.ts'

export interface InTopology extends AsyncDisposable {
  /** What the command is given beside the rest. */
  args: readonly string[]
  env: Record<string, string>
}

/**
 * How an end-to-end test starts the command. The distributed one shares the Kafka of all tests, by topics of its own,
 * unless it is to have one in its data folder as a user has; Redis and PostgreSQL are its own anyhow.
 */
export async function inTopology(
  topology: Topology,
  { replicas = 1, ownKafka = false }: { replicas?: number; ownKafka?: boolean } = {},
): Promise<InTopology> {
  if (topology === 'embedded') return { args: [], env: {}, async [Symbol.asyncDispose]() {} }
  const args = ['--topology', topology, '--replicas', String(replicas)]
  if (ownKafka) return { args, env: {}, async [Symbol.asyncDispose]() {} }
  const topics = await freshTopics('topology')
  return {
    args,
    env: { KAFKA_BROKERS: topics.brokers, KAFKA_PREFIX: topics.namespace },
    [Symbol.asyncDispose]: () => topics.drop(),
  }
}
