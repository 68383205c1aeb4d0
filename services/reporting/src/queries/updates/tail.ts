import { type Logger, loop } from '@ventanilla/runtime'
import type { Update, Updates, UpdatesReader } from './reader.ts'

/**
 * The end of an entity's journal, read once for all who follow it in this process. It ends where the case files have
 * got to, so that whoever is told of a case and asks for it finds what they were told of.
 */
export interface Tail {
  /** The position where it ends now. */
  end(): number
  /**
   * What comes after a position: at once when there is something, else when there is, or when `waitMs` have passed or
   * the signal aborts. What is no longer remembered is read from the journal, in pieces.
   */
  next(after: number, waitMs: number, signal: AbortSignal): Promise<Updates>
  /** The journal has got to this position. */
  nudge(position: number): void
  stop(): Promise<void>
}

export interface TailOptions {
  name: string
  reader: UpdatesReader
  logger: Logger
  /** Milliseconds between looks that nothing has asked for. */
  pollMs?: number
}

const PIECE = 500
const REMEMBERED = 1_000
/** The case files follow the journal within milliseconds. */
const SOON_MS = 10

/** @throws when the journal can't be read now; later it waits until it can be read again */
export async function openTail({ name, reader, logger, pollMs = 1_500 }: TailOptions): Promise<Tail> {
  let { readable: to } = await reader.ends()
  /** Everything from here to `to` is remembered. */
  let from = to
  let recent: Update[] = []
  const waiting = new Set<() => void>()
  const soon = { timer: undefined as NodeJS.Timeout | undefined, waits: 0 }

  function advance({ updates, upTo }: Updates): void {
    to = upTo
    recent.push(...updates)
    if (recent.length > REMEMBERED) {
      recent = recent.slice(-REMEMBERED)
      from = (recent[0]?.position ?? 1) - 1
    }
    for (const wake of waiting) wake()
  }

  async function step(): Promise<boolean> {
    const { readable, head } = await reader.ends()
    if (readable > to) {
      soon.waits = 0
      advance(await reader.read(to, Math.min(PIECE, readable - to)))
    }
    if (head > readable) lookSoon()
    return readable > to
  }

  /** Nobody tells when the case files have caught up: looked for oftener at first than later. */
  function lookSoon(): void {
    clearTimeout(soon.timer)
    soon.timer = setTimeout(() => looking.nudge(), Math.min(SOON_MS * 2 ** soon.waits++, pollMs))
  }

  const looking = loop({ name, pollMs, logger, step })

  function grown(after: number, waitMs: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted || to > after) return Promise.resolve()
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer)
        waiting.delete(done)
        signal.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, waitMs)
      waiting.add(done)
      signal.addEventListener('abort', done)
    })
  }

  return {
    end: () => to,
    async next(after, waitMs, signal) {
      await grown(after, waitMs, signal)
      if (to <= after) return { updates: [], upTo: after }
      if (after < from) return reader.read(after, Math.min(PIECE, to - after))
      return { updates: recent.filter(({ position }) => position > after), upTo: to }
    },
    nudge(position) {
      if (position > to) looking.nudge()
    },
    async stop() {
      await looking.stop()
      clearTimeout(soon.timer)
    },
  }
}
