import { randomUUID } from 'node:crypto'
import { SERVICES } from '@ventanilla/contracts'
import type { Kafka } from 'kafkajs'
import type { StartLoop } from '../direct.ts'
import type { BusLogger } from './client.ts'
import type { Mark, Withdrawn } from './marks.ts'
import { type ConsumerTiming, supervise } from './supervise.ts'
import type { TopicNames } from './topics.ts'

/** Reads every publisher's watermarks, for all subscriptions of a process: in a group of its own, so it gets them all. */
export function readMarks(
  client: Kafka,
  { watermarks: topic, group }: TopicNames,
  { startLoop, timing, logger }: { startLoop: StartLoop; timing: ConsumerTiming; logger: BusLogger },
) {
  const last = new Map<string, Mark | Withdrawn>()
  const listeners = new Set<(mark: Mark | Withdrawn) => void>()
  const supervised = supervise({
    ...{ name: 'watermarks ← kafka', client, groupId: group(`watermarks.${randomUUID()}`) },
    ...{ topics: [topic], concurrency: 1, startLoop, timing, logger },
    async eachBatch({ batch, resolveOffset }) {
      for (const { offset, value } of batch.messages) {
        const mark = parse(value)
        if (mark) {
          last.set(mark.source, mark)
          for (const listener of listeners) listener(mark)
        } else logger.warn({ topic, offset }, 'passed over what is no watermark')
        resolveOffset(offset)
      }
    },
  })
  return {
    on(listener: (mark: Mark | Withdrawn) => void): () => void {
      listeners.add(listener)
      for (const mark of last.values()) listener(mark)
      return () => listeners.delete(listener)
    },
    stop: supervised.stop,
  }
}

function parse(value: Buffer | null): Mark | Withdrawn | undefined {
  try {
    const { source, instant, ends } = JSON.parse(String(value)) as Partial<Mark | Withdrawn> & {
      instant?: unknown
    }
    const known = SERVICES.find((service) => service === source)
    if (known && ends === null) return { source: known, ends }
    if (!known || typeof instant !== 'string' || Number.isNaN(Date.parse(instant))) return undefined
    if (!Object.values(ends ?? { none: undefined }).every(Number.isSafeInteger)) return undefined
    return { source: known, instant, ends: ends ?? {} }
  } catch {
    return undefined
  }
}
