import { type WatermarkClock, watermarkClock } from '../clock.ts'
import { quiet, type Settling } from '../settle.ts'
import { type Order, order, type Reply } from './messages.ts'

/** The process's end of the channel to who forked it. */
export interface DriverChannel {
  send(reply: Reply): void
  onMessage(listener: (message: unknown) => void): () => void
  onGone(listener: () => void): void
}

export interface Followed {
  clock: WatermarkClock
  /** From now on it is asked what waits; until then all that is here is on its way up. */
  answerFor(settling: Settling): void
  /** Hears nothing more, and keeps the process from ending no longer. */
  close(): void
}

const QUIET_MS = 50
const STARTING = { waiting: [{ name: 'starting', behind: 0 }] }

/** Lets another process drive business time. Resolves with the first instant that it tells. */
export async function followDriver(channel: DriverChannel): Promise<Followed> {
  const { promise: started, resolve: start, reject } = Promise.withResolvers<WatermarkClock>()
  let clock: WatermarkClock | undefined
  let settling: Settling | undefined

  function advance(to: string): void {
    if (clock) clock.advance(to)
    else {
      clock = watermarkClock(to)
      start(clock)
    }
    channel.send({ type: 'reached', to })
  }

  async function look(nth: number): Promise<void> {
    if (!settling) return channel.send({ type: 'lag', nth, ...STARTING })
    // Asked over and over while it works: it waits here, where that costs nothing.
    await quiet(settling, performance.now() + QUIET_MS)
    const { waiting, heads } = await settling.look()
    channel.send({ type: 'lag', nth, waiting: [...waiting], ...(heads !== undefined && { heads }) })
  }

  const obey: { [Type in Order['type']]: (given: Extract<Order, { type: Type }>) => unknown } = {
    advance: ({ to }) => advance(to),
    look: ({ nth }) => look(nth),
    nudge: () => settling?.nudge(),
  }
  const silence = channel.onMessage((message) => {
    const given = order.safeParse(message)
    if (given.success) void obey[given.data.type](given.data as never)
  })
  channel.onGone(() => reject(new Error('who drives business time is gone')))
  return {
    clock: await started,
    answerFor(running) {
      settling = running
    },
    close: silence,
  }
}

/** The channel of a process that was forked with one. @returns undefined where there is none */
export function parentChannel(host: NodeJS.Process = process): DriverChannel | undefined {
  if (host.send === undefined) return undefined
  return {
    send(said) {
      if (host.connected) host.send?.(said, undefined, undefined, () => {})
    },
    onMessage(listener) {
      host.on('message', listener)
      return () => {
        host.off('message', listener)
        host.channel?.unref()
      }
    },
    onGone(listener) {
      host.once('disconnect', listener)
    },
  }
}
