import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { metadata } from '@ventanilla/local-servers'
import { freePort } from '@ventanilla/processes'
import { sharedFolder } from '../shared-folder.ts'
import type { TestKafka } from '../test-kafka.ts'
import { viaDocker } from './engine.ts'
import { imageOf } from './image.ts'

const CLIENT = 9092

/** As infra/kafka/server.properties sets up the local one. */
const settings = (advertised: string): Record<string, string> => ({
  KAFKA_PROCESS_ROLES: 'broker,controller',
  KAFKA_NODE_ID: '1',
  KAFKA_CONTROLLER_QUORUM_VOTERS: '1@127.0.0.1:9093',
  KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
  KAFKA_INTER_BROKER_LISTENER_NAME: 'INTERNAL',
  KAFKA_LISTENERS: `CLIENT://:${CLIENT},INTERNAL://127.0.0.1:9094,CONTROLLER://127.0.0.1:9093`,
  KAFKA_ADVERTISED_LISTENERS: `CLIENT://${advertised},INTERNAL://127.0.0.1:9094`,
  KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'CLIENT:PLAINTEXT,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT',
  KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
  KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
  KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
  KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
  KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
  KAFKA_MESSAGE_MAX_BYTES: '4194304',
  KAFKA_LOG_RETENTION_MS: '-1',
  KAFKA_HEAP_OPTS: '-Xms512m -Xmx512m',
})

export const dockerKafka = viaDocker<TestKafka>({
  kind: 'Kafka',
  // The broker sends its clients to the address that it was told when it started: so the port must be known before.
  async container({ GenericContainer }, host) {
    const port = await rememberedPort()
    return new GenericContainer(imageOf('kafka'))
      .withEnvironment(settings(`${host}:${port}`))
      .withExposedPorts({ container: CLIENT, host: port })
  },
  async server(started) {
    const brokers = `${started.getHost()}:${started.getMappedPort(CLIENT)}`
    for (let left = 120; ; left--) {
      const serving = await metadata(brokers, 2_000).then(
        (found) => found.brokers.length > 0,
        () => false,
      )
      if (serving) return { brokers }
      if (left === 0) throw new Error(`the Kafka at ${brokers} doesn't serve`)
      await sleep(500)
    }
  },
})

/** The same in every run, or the container of the last one would not be found again. */
async function rememberedPort(): Promise<number> {
  const file = join(await sharedFolder('docker-ports'), 'kafka')
  const last = Number(await readFile(file, 'utf8').catch(() => '0'))
  if (last > 0) return last
  const port = await freePort()
  if (port === undefined) throw new Error('no port is free')
  await writeFile(file, String(port))
  return port
}
