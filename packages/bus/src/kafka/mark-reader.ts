import { randomUUID } from 'node:crypto'
import type { Kafka } from 'kafkajs'
import type { StartLoop } from '../direct.ts'
import type { BusLogger } from './client.ts'
import { holdEarly, type MarkClock } from './early-marks.ts'
import type { Mark, Withdrawn } from './marks.ts'
import { readMark } from './read-mark.ts'
import { type ConsumerTiming, supervise } from './supervise.ts'
import type { TopicNames } from './topics.ts'

export interface MarkReaderOptions {
  startLoop: StartLoop
  timing: ConsumerTiming
  /** Of each service's topic. */
  partitions: number
  clock: MarkClock
  logger: BusLogger
}

/** Reads every publisher's watermarks, for all subscriptions of a process: in a group of its own, so it gets them all. */
export function readMarks(
  client: Kafka,
  { watermarks: topic, group }: TopicNames,
  { startLoop, timing, partitions, clock, logger }: MarkReaderOptions,
) {
  const last = new Map<string, Mark | Withdrawn>()
  const listeners = new Set<(mark: Mark | Withdrawn) => void>()
  const held = holdEarly(clock, tell, logger)

  function tell(mark: Mark | Withdrawn): void {
    last.set(mark.source, mark)
    for (const listener of listeners) listener(mark)
  }

  const supervised = supervise({
    ...{ name: 'watermarks ← kafka', client, groupId: group(`watermarks.${randomUUID()}`) },
    ...{ topics: [topic], concurrency: 1, startLoop, timing, logger },
    async eachBatch({ batch, resolveOffset }) {
      for (const { offset, value } of batch.messages) {
        const mark = readMark(value, partitions)
        if (mark) held.offer(mark)
        else logger.warn({ topic, offset }, 'passed over what is no watermark')
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
    async stop(): Promise<void> {
      held.stop()
      await supervised.stop()
    },
  }
}
