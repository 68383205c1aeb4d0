import type { ServiceName } from '@ventanilla/contracts'
import type { Subscription } from '../bus.ts'
import type { Mark, Withdrawn } from './marks.ts'
import { resumeOf } from './partition.ts'
import type { TopicNames } from './topics.ts'

const LOOK_AGAIN_MS = 100

/**
 * Passes a publisher's watermark on once everything that lay before it has been handled: by us in the partitions that
 * are ours, by the place in the database in those of other replicas.
 */
export function createGate(
  { consumer, place, onWatermark }: Subscription,
  names: TopicNames,
  handled: (topic: string, partition: number) => number | undefined,
) {
  const passed = new Map<ServiceName, string>()
  /** The oldest and the newest: under load the newest alone would never be reached. */
  const waiting = new Map<ServiceName, Mark[]>()
  const looking = new Set<ServiceName>()
  const again = new Set<ServiceName>()
  const timers = new Map<ServiceName, NodeJS.Timeout>()
  let stopped = false

  async function isReached({ source, ends }: Mark): Promise<boolean> {
    const topic = names.of(source)
    for (const [number, end] of Object.entries(ends)) {
      const partition = Number(number)
      const at = handled(topic, partition) ?? (await place(consumer, resumeOf({ topic, partition })))
      if (at < end) return false
    }
    return true
  }

  async function look(source: ServiceName): Promise<void> {
    const marks = waiting.get(source) ?? []
    for (const mark of marks.toReversed())
      if (await isReached(mark)) {
        // Taken back while it was looked at.
        if (!waiting.get(source)?.includes(mark)) return
        const rest = (waiting.get(source) ?? []).filter(({ instant }) => instant > mark.instant)
        waiting.set(source, rest)
        if (stopped || mark.instant <= (passed.get(source) ?? '')) return
        passed.set(source, mark.instant)
        onWatermark?.(source, mark.instant)
        return
      }
  }

  async function check(source: ServiceName): Promise<void> {
    if (stopped || !waiting.get(source)?.length) return
    if (looking.has(source)) {
      again.add(source)
      return
    }
    looking.add(source)
    try {
      do {
        again.delete(source)
        await look(source)
      } while (again.has(source) && !stopped)
    } catch {
      // The database is away, which whoever handles events says: looked at again below.
    } finally {
      looking.delete(source)
    }
    if (waiting.get(source)?.length && !timers.has(source) && !stopped) {
      const timer = setTimeout(() => {
        timers.delete(source)
        void check(source)
      }, LOOK_AGAIN_MS)
      timers.set(source, timer)
    }
  }

  return {
    offer(mark: Mark | Withdrawn): void {
      if (mark.ends === null) {
        waiting.delete(mark.source)
        return
      }
      if (mark.instant <= (passed.get(mark.source) ?? '')) return
      const [oldest] = waiting.get(mark.source) ?? []
      waiting.set(mark.source, oldest && oldest.instant < mark.instant ? [oldest, mark] : [mark])
      void check(mark.source)
    },
    check: (source: ServiceName) => void check(source),
    stop(): void {
      stopped = true
      for (const timer of timers.values()) clearTimeout(timer)
    },
  }
}
