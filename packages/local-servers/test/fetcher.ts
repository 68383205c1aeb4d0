/** A process that fetches Kafka's jars into a folder: node fetcher.ts STORE */
import { kafkaJars } from '../src/kafka/jars.ts'

await kafkaJars(() => undefined, process.argv[2])
