import { setTimeout as sleep } from 'node:timers/promises'
import { ask, Writer } from './wire.ts'

export interface Metadata {
  clusterId: string
  /** Those that serve: one that is still catching up is not among them. */
  brokers: string[]
  /** Without Kafka's own. */
  topics: string[]
}

const METADATA = 3
const CREATE_TOPICS = 19
const DELETE_TOPICS = 20

/** Versions that Kafka 2.1 to 4.x understand, none of them in the newer, compact encoding. */
export async function metadata(address: string, timeoutMs?: number): Promise<Metadata> {
  const everyTopic = new Writer().int32(-1).boolean(false).done()
  const answer = await ask(address, { api: METADATA, version: 4, body: everyTopic }, timeoutMs)
  answer.int32() // throttled for
  const brokers = answer.list(() => {
    answer.int32() // its id
    const broker = `${answer.string()}:${answer.int32()}`
    answer.string() // its rack
    return broker
  })
  const clusterId = answer.string()
  answer.int32() // the controller
  const topics = answer.list(() => {
    answer.int16() // an error of this topic alone
    const topic = { name: answer.string(), internal: answer.boolean() }
    answer.list(() => {
      answer.int16()
      for (let skipped = 0; skipped < 2; skipped++) answer.int32()
      for (let skipped = 0; skipped < 2; skipped++) answer.list(() => answer.int32())
    })
    return topic
  })
  return { clusterId, brokers, topics: topics.filter(({ internal }) => !internal).map(({ name }) => name) }
}

/** @throws naming the first topic that the broker refused, with Kafka's number for the reason */
export async function createTopics(
  address: string,
  names: readonly string[],
  { partitions = 1, config = {} }: { partitions?: number; config?: Record<string, string> } = {},
): Promise<void> {
  const body = new Writer()
  body.list(names, (name) => {
    body
      .string(name)
      .int32(partitions)
      .int16(1)
      .list([], () => undefined)
    body.list(Object.entries(config), ([key, value]) => body.string(key).string(value))
  })
  body.int32(30_000).boolean(false)
  const answer = await ask(address, { api: CREATE_TOPICS, version: 2, body: body.done() }, 60_000)
  answer.int32()
  answer.list(() => {
    const refused = { name: answer.string(), code: answer.int16(), why: answer.string() }
    if (refused.code !== 0)
      throw new Error(`topic ${refused.name}: Kafka error ${refused.code} ${refused.why}`)
  })
  await untilSeen(address, (topics) => names.every((name) => topics.has(name)))
}

const UNKNOWN_TOPIC = 3

/** One that is gone already is no error: two may sweep at once. @throws as `createTopics` does */
export async function deleteTopics(address: string, names: readonly string[]): Promise<void> {
  if (names.length === 0) return
  const body = new Writer()
  body.list(names, (name) => body.string(name)).int32(30_000)
  const answer = await ask(address, { api: DELETE_TOPICS, version: 1, body: body.done() }, 60_000)
  answer.int32()
  answer.list(() => {
    const refused = { name: answer.string(), code: answer.int16() }
    if (refused.code !== 0 && refused.code !== UNKNOWN_TOPIC)
      throw new Error(`topic ${refused.name}: Kafka error ${refused.code}`)
  })
  await untilSeen(address, (topics) => !names.some((name) => topics.has(name)))
}

/** What the controller has decided a broker learns a moment later, and clients ask the broker. */
async function untilSeen(address: string, isSo: (topics: ReadonlySet<string>) => boolean): Promise<void> {
  for (let left = 300; !isSo(new Set((await metadata(address)).topics)); left--) {
    if (left === 0) throw new Error(`${address} doesn't show which topics it has`)
    await sleep(100)
  }
}
