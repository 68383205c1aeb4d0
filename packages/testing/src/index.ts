export { brokenOff, endWhenBrokenOff, ifBrokenOff, unlessBrokenOff } from './broken-off.ts'
export { cutTails } from './cut-tails.ts'
export { type FreshDatabase, type FreshDatabaseOptions, freshDatabase } from './fresh-database.ts'
export { type FreshKeys, freshKeys } from './fresh-keys.ts'
export { type FreshTopics, freshTopics } from './fresh-topics.ts'
export { inventedFiling } from './invented-filing.ts'
export { type LeakCheck, type LeakWatch, watchLeaks } from './leaks.ts'
export { type OwnKafkaOptions, type OwnServer, ownKafka, ownRedis } from './own-server.ts'
export {
  type Folding,
  lastSaid,
  type RecordedStream,
  recordedStreams,
  replayed,
} from './recorded.ts'
export { type SmallDisk, smallDisk } from './small-disk.ts'
export { type TcpProxy, tcpProxy } from './tcp-proxy.ts'
export type { Migrations } from './template.ts'
export { type TestKafka, testKafka } from './test-kafka.ts'
export { type TestPostgres, testPostgres } from './test-postgres.ts'
export { type TestRedis, testRedis } from './test-redis.ts'
export { vanishedClient } from './vanished-client.ts'
