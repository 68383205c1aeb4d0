import { join } from 'node:path'
import { LocalServerError } from './failure.ts'
import { homeFolder } from './home.ts'
import { clusterIdOf, formatData } from './kafka/format.ts'
import { infra } from './kafka/infra.ts'
import { kafkaJars } from './kafka/jars.ts'
import { findJava } from './kafka/java.ts'
import { writeSettings } from './kafka/settings.ts'
import { metadata } from './kafka/topics.ts'
import type { Program } from './program.ts'
import { type LocalServer, start } from './start.ts'

export interface KafkaOptions {
  /** Where the broker keeps its topics, its log and what it was told; made when it is not there. */
  dataDir: string
  /** 0 or absent: the one of last time, else a free one. A broker that already runs keeps its own. */
  port?: number
  /** What the broker may keep on its heap (512). */
  heapMb?: number
  /** Over those of infra/kafka/server.properties: `{ 'log.segment.bytes': '1048576' }`. */
  settings?: Readonly<Record<string, string>>
  /**
   * The address ('127.0.0.1:9999') of a proxy in front of this broker. A Kafka client goes where the broker sends it,
   * so what came through the proxy must be sent back to it: see `behindProxy`.
   */
  proxy?: string
  /** Told in Spanish what is being waited for. */
  onProgress?: (text: string) => void
}

export interface LocalKafka extends LocalServer {
  /** host:port, for clients that come straight to it. */
  brokers: string
  /** host:port where the proxy must lead to; undefined without one. */
  behindProxy: string | undefined
}

/**
 * A real Kafka broker on this machine: one node, listening on 127.0.0.1 only. It outlives a killed parent, and
 * whoever starts next on the same folder adopts it. Needs Java 17, and Maven the first time.
 * @throws LocalServerError with what to do, in Spanish
 */
export async function startKafka(options: KafkaOptions): Promise<LocalKafka> {
  const home = await homeFolder(options.dataDir)
  if (home.includes(',')) {
    throw new LocalServerError(
      'folder-unusable',
      `Kafka no admite comas en el nombre de su carpeta (${home}): indique otra.`,
    )
  }
  const { ports, ...server } = await start(kafka(home, options))
  const [, , front] = ports
  return {
    ...server,
    brokers: `127.0.0.1:${server.port}`,
    behindProxy: front === undefined ? undefined : `127.0.0.1:${front}`,
  }
}

function kafka(home: string, options: KafkaOptions): Program {
  const { heapMb = 512, proxy, settings: more = {}, onProgress = () => undefined } = options
  const data = join(home, 'data')
  return {
    name: 'Kafka',
    home,
    ports: proxy === undefined ? 2 : 3,
    ...(options.port !== undefined && { port: options.port }),
    onProgress,
    async command([clientPort = 0, controllerPort = 0, frontPort = 0]) {
      const java = await findJava()
      const classes = join(await kafkaJars(onProgress), '*')
      const logging = `-Dlog4j2.configurationFile=${infra('log4j2.properties')}`
      await formatData(home, [java, '-Xmx256m', '-XX:TieredStopAtLevel=1', logging, '-cp', classes])
      const front = proxy === undefined ? {} : { front: { port: frontPort, advertised: proxy } }
      const ports = { clientPort, controllerPort, ...front }
      const settings = await writeSettings(home, { dataDir: data, ...ports, more })
      // On a small heap the serial collector costs less than the threads of the usual one.
      const heap = [`-Xms${heapMb}m`, `-Xmx${heapMb}m`, ...(heapMb < 512 ? ['-XX:+UseSerialGC'] : [])]
      return [java, ...heap, '-Djava.awt.headless=true', logging, '-cp', classes, 'kafka.Kafka', settings]
    },
    isOurs: (command) => command.includes('kafka.Kafka') && command.includes(join(home, 'server.properties')),
    async serves(port) {
      const { brokers, clusterId } = await metadata(`127.0.0.1:${port}`, 5_000)
      return brokers.length > 0 && clusterId === (await clusterIdOf(data))
    },
  }
}
