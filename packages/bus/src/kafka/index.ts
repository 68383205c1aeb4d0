export type { BusLogger, KafkaAddress } from './client.ts'
export { type CreateTopicsOptions, createTopics, PartitionsChanged } from './create-topics.ts'
export { type KafkaBusOptions, openKafkaBus } from './open.ts'
export { DEFAULT_PARTITIONS, type TopicNames, topicNames } from './topics.ts'
