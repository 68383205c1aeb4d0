import { LocalServerError } from './failure.ts'
import { homeFolder } from './home.ts'
import { broker } from './kafka/broker.ts'
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
  const { ports, ...server } = await start(broker(home, options))
  const [, , front] = ports
  return {
    ...server,
    brokers: `127.0.0.1:${server.port}`,
    behindProxy: front === undefined ? undefined : `127.0.0.1:${front}`,
  }
}
