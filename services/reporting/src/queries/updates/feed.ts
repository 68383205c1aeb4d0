import type { Database } from '@ventanilla/database'
import type { EventLog } from '@ventanilla/event-log'
import type { Channel } from '@ventanilla/redis'
import type { Logger } from '@ventanilla/runtime'
import { topicOf } from '../../reactions/announce.ts'
import { updatesReader } from './reader.ts'
import { openTail, type Tail, type TailOptions } from './tail.ts'

/** Somebody's hold on a tail: it is read for as long as anybody holds it. */
export interface Held {
  tail: Tail
  /** Aborts when the feed closes. */
  closing: AbortSignal
  release(): void
}

/** The tails of all entities that are being followed. */
export interface Feed {
  /** @throws when the journal can't be read now */
  hold(entity: string): Promise<Held>
  /** Everybody who follows is let go. */
  letGo(): void
  close(): Promise<void>
}

export interface FeedOptions extends Pick<TailOptions, 'pollMs' | 'logger'> {
  database: Database
  log: EventLog
  channel: Channel
  logger: Logger
}

export function createFeed({ database, log, channel, ...options }: FeedOptions): Feed {
  const open = new Map<string, { opened: Promise<Opened>; holders: number }>()
  const ends = new Set<Promise<void>>()
  const closing = new AbortController()

  async function openOne(entity: string): Promise<Opened> {
    const tail = await openTail({
      name: `updates of ${entity}`,
      reader: updatesReader(database, log, entity),
      ...options,
    })
    const deafen = channel.listen(topicOf(entity), (position) => tail.nudge(Number(position)))
    return {
      tail,
      async stop() {
        deafen()
        await tail.stop()
      },
    }
  }

  function release(entity: string): void {
    const one = open.get(entity)
    if (!one || --one.holders > 0) return
    open.delete(entity)
    const end = one.opened.then(({ stop }) => stop()).catch(() => {})
    ends.add(end)
    void end.finally(() => ends.delete(end))
  }

  return {
    async hold(entity) {
      const one = open.get(entity) ?? { opened: openOne(entity), holders: 0 }
      one.holders++
      open.set(entity, one)
      let held = true
      const once = () => {
        if (held) release(entity)
        held = false
      }
      try {
        const { tail } = await one.opened
        return { tail, closing: closing.signal, release: once }
      } catch (error) {
        once()
        throw error
      }
    },
    letGo: () => closing.abort(),
    async close() {
      closing.abort()
      for (const [entity, one] of open) {
        one.holders = 1
        release(entity)
      }
      await Promise.all(ends)
    },
  }
}

interface Opened {
  tail: Tail
  stop(): Promise<void>
}
