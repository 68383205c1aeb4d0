import type { PublicEvent, ServiceName } from '@ventanilla/contracts'
import type { EventLog } from '@ventanilla/event-log'
import { type Bus, type Publications, publish, type Subscription } from './bus.ts'

/** A service whose log can be read where we are. */
export interface Publisher {
  name: ServiceName
  log: Pick<EventLog, 'read' | 'heads' | 'onWrite'>
  publications: Publications
  /** The business instant before which it will write no more facts, read before its log is. Never goes back. */
  watermark(): string
}

/** A publisher whose facts are carried elsewhere, by one process at a time. */
export interface Relayed extends Publisher {
  /** Where who carries them keeps how far it has got. */
  log: Publisher['log'] & Pick<EventLog, 'write' | 'places'>
  /** Undefined while it is another process' turn; the signal aborts when ours ends. Asked before each batch. */
  turn(): AbortSignal | undefined
}

/**
 * Runs a step again and again: at once while it says true, when nudged, and by a poll behind every nudge. A step that
 * says 'done' did something and left nothing.
 */
export type StartLoop = (
  name: string,
  step: () => Promise<boolean | 'done'>,
) => { nudge(): void; stop(): Promise<void>; readonly failing?: string | undefined }

export interface DirectBusOptions {
  publishers: readonly Publisher[]
  startLoop: StartLoop
  batch?: number
  /** Reorders each batch across cases, as tests do so that nobody leans on more than the promised order. */
  shuffle?: (events: PublicEvent[]) => PublicEvent[]
}

/** The bus without a broker: a subscriber reads the publisher's log, from its own place. */
export function openDirectBus({
  publishers,
  startLoop,
  batch = 200,
  shuffle = (e) => e,
}: DirectBusOptions): Bus {
  async function behind({ name, log }: Publisher, { consumer, place }: Subscription): Promise<number> {
    let total = 0
    for (const [entity, head] of await log.heads())
      total += head - (await place(consumer, `${name}/${entity}`))
    return total
  }

  /** Follows one publisher. What it knows of its places saves a question a look; a wrong guess only costs one. */
  function follow({ name, log, publications, watermark }: Publisher, subscription: Subscription) {
    const { consumer } = subscription
    const known = new Map<string, number>()

    /** One batch of one entity. @returns whether there was anything; 'done' when that was all up to the head */
    async function deliver(entity: string, head: number): Promise<boolean | 'done'> {
      const source = `${name}/${entity}`
      const expected = known.get(entity) ?? (await subscription.place(consumer, source))
      known.set(entity, expected)
      if (head <= expected) return false
      const recorded = await log.read(entity, expected, Math.min(batch, head - expected))
      const last = recorded.at(-1)
      if (!last) return false
      const events = recorded.flatMap((one) => publish(name, publications, one) ?? [])
      known.delete(entity) // asked for again unless this goes well
      const handled = await subscription.handle({
        source: name,
        entity,
        events: shuffle(events),
        places: [{ consumer, source, expected, next: last.position }],
      })
      if (handled !== 'done') return true
      known.set(entity, last.position)
      return last.position >= head ? 'done' : true
    }

    return async function step(): Promise<boolean | 'done'> {
      const reached = watermark()
      let worked: boolean | 'done' = false
      let failed: { error: unknown } | undefined
      for (const [entity, head] of await log.heads())
        try {
          const delivered = await deliver(entity, head)
          if (worked !== true) worked = delivered || worked
        } catch (error) {
          failed ??= { error }
        }
      // Thrown only now: what the facts of one entity run into must not keep those of the others.
      if (failed) throw failed.error
      if (worked !== true) subscription.onWatermark?.(name, reached)
      return worked
    }
  }

  return {
    unpublished: async () => 0,
    failing: () => undefined,
    close: async () => {},
    async subscribe(subscription) {
      const mine = publishers.filter(({ name }) => subscription.from.includes(name))
      const missing = subscription.from.filter((name) => !mine.some((publisher) => publisher.name === name))
      if (missing.length > 0) throw new Error(`nobody publishes ${missing.join(', ')} here`)
      const loops = mine.map((publisher) => {
        const loop = startLoop(
          `${subscription.consumer} ← ${publisher.name}`,
          follow(publisher, subscription),
        )
        return { publisher, loop, silence: publisher.log.onWrite(() => loop.nudge()) }
      })
      return {
        consumer: subscription.consumer,
        async behind() {
          const counts = await Promise.all(mine.map((publisher) => behind(publisher, subscription)))
          return counts.reduce((sum, count) => sum + count, 0)
        },
        failing: () => loops.map(({ loop }) => loop.failing).find((failing) => failing !== undefined),
        async stop() {
          for (const { silence } of loops) silence()
          await Promise.all(loops.map(({ loop }) => loop.stop()))
        },
      }
    },
  }
}
