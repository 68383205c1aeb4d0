import { join } from 'node:path'
import type { KafkaOptions } from '../kafka.ts'
import type { Program } from '../program.ts'
import { classArchive } from './class-archive.ts'
import { clusterIdOf, formatData } from './format.ts'
import { infra } from './infra.ts'
import { kafkaJars } from './jars.ts'
import { findJava } from './java.ts'
import { writeSettings } from './settings.ts'
import { metadata } from './topics.ts'

/** Kafka in that folder. `how` are options for its JVM; without them it takes what an earlier one kept. */
export function broker(
  home: string,
  options: Omit<KafkaOptions, 'dataDir'>,
  how?: readonly string[],
): Program {
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
      const jars = await kafkaJars(onProgress)
      const classes = [`-Dlog4j2.configurationFile=${infra('log4j2.properties')}`, '-cp', join(jars, '*')]
      await formatData(home, [java.program, '-Xmx256m', '-XX:TieredStopAtLevel=1', ...classes])
      const front = proxy === undefined ? {} : { front: { port: frontPort, advertised: proxy } }
      const settings = await writeSettings(home, {
        dataDir: data,
        clientPort,
        controllerPort,
        ...front,
        more,
      })
      return [
        java.program,
        ...memory(heapMb),
        '-Djava.awt.headless=true',
        ...(how ?? (await kept(java.version, jars))),
        ...classes,
        'kafka.Kafka',
        settings,
      ]
    },
    isOurs: (command) => command.includes('kafka.Kafka') && command.includes(join(home, 'server.properties')),
    async serves(port) {
      const { brokers, clusterId } = await metadata(`127.0.0.1:${port}`, 5_000)
      return brokers.length > 0 && clusterId === (await clusterIdOf(data))
    },
  }
}

/**
 * A small broker lives for a test: the serial collector and the first compiler alone, which spare it the threads
 * and the time of the better ones (3.9 against 5.2 seconds of a core until it serves).
 */
const memory = (heapMb: number): string[] => [
  `-Xms${heapMb}m`,
  `-Xmx${heapMb}m`,
  ...(heapMb < 512 ? ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'] : []),
]

async function kept(javaVersion: string, jars: string): Promise<string[]> {
  const { file, isThere } = await classArchive(javaVersion, jars)
  return isThere ? [`-XX:SharedArchiveFile=${file}`] : []
}
