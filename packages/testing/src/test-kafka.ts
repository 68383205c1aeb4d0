import { deleteTopics, metadata, prepareKafka, startKafka } from '@ventanilla/local-servers'
import { dockerKafka } from './docker/kafka.ts'
import { firstFound, given, type Way } from './first-found.ts'
import { sharedFolder } from './shared-folder.ts'
import { isAbandoned } from './unique-name.ts'

export interface TestKafka {
  /** host:port */
  brokers: string
}

let found: Promise<TestKafka> | undefined

/**
 * The Kafka that tests use: the one at VENTANILLA_TEST_KAFKA (host:port), else one in Docker, else one of Maven
 * Central's jars that every test process of this user shares and that is left running for the next run.
 */
export function testKafka(): Promise<TestKafka> {
  found ??= firstFound('Kafka', [given('VENTANILLA_TEST_KAFKA', check), dockerKafka, local])
  return found
}

async function check(brokers: string) {
  await metadata(brokers)
  return { server: { brokers }, what: `the Kafka of VENTANILLA_TEST_KAFKA at ${brokers}` }
}

const local: Way<TestKafka> = {
  name: 'local programs',
  async find() {
    await prepareKafka()
    const dataDir = await sharedFolder('kafka')
    const { brokers, adopted } = await startKafka({ dataDir, heapMb: 512 })
    await sweepTopics(brokers)
    const state = adopted ? 'already running' : 'started'
    return { server: { brokers }, what: `a local Kafka ${state} in ${dataDir}` }
  },
}

/** Removes what killed test runs left. */
export async function sweepTopics(brokers: string): Promise<void> {
  const { topics } = await metadata(brokers)
  await deleteTopics(brokers, topics.filter(isAbandoned))
}
