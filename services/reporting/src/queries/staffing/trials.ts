import type { Progress } from './try.ts'

/** Work that somebody asked for and comes back to. */
interface Held<T> {
  progress: Progress
  readonly done: Promise<T>
  isDone: boolean
  /** Monotonic milliseconds. */
  askedAt: number
}

export interface Holding {
  /** How many are held at once. */
  most: number
  /** How long what is done is kept for who comes back. */
  keepMs: number
}

export type Found<T> = { result: T } | { progress: Progress } | 'busy'

/** Some are worked at or kept at once: each holds all the cases of an entity while it lasts. */
const DEFAULTS: Holding = { most: 4, keepMs: 60_000 }

/**
 * Longer work that is asked for again and again until it is done, and then page by page: who asks for the same gets
 * the same. Only in this process: another replica does it anew.
 */
export function createTrials<T>({ most, keepMs }: Holding = DEFAULTS) {
  const all = new Map<string, Held<T>>()
  let looksLater = false

  function forget(): void {
    const now = performance.now()
    for (const [key, { isDone, askedAt }] of all) if (isDone && now - askedAt > keepMs) all.delete(key)
  }

  /** Also when nobody asks any more: what is held is large. */
  function forgetLater(): void {
    if (looksLater) return
    looksLater = true
    setTimeout(() => {
      looksLater = false
      forget()
      if (all.size > 0) forgetLater()
    }, keepMs + 1).unref()
  }

  /** Room for one more: what is done goes first, the one that nobody has asked for longest. */
  function hasRoom(): boolean {
    forget()
    if (all.size < most) return true
    const [oldest] = [...all].filter(([, { isDone }]) => isDone).sort((a, b) => a[1].askedAt - b[1].askedAt)
    return oldest !== undefined && all.delete(oldest[0])
  }

  function begin(key: string, work: (tell: (progress: Progress) => void) => Promise<T>): Held<T> {
    const told: Pick<Held<T>, 'progress'> = { progress: { done: 0, total: 0 } }
    const done = work((progress) => Object.assign(told, { progress }))
    const held: Held<T> = Object.assign(told, { done, isDone: false, askedAt: performance.now() })
    const end = () => {
      held.isDone = true
      forgetLater()
    }
    // What fails is told to who waits, and done anew for the next.
    held.done.then(end, () => all.delete(key))
    all.set(key, held)
    return held
  }

  return {
    has: (key: string) => all.has(key),
    /** @param waitMs how long who asks waits for it at most */
    async get(
      key: string,
      waitMs: number,
      work: (tell: (progress: Progress) => void) => Promise<T>,
    ): Promise<Found<T>> {
      if (!all.has(key) && !hasRoom()) return 'busy'
      const held = all.get(key) ?? begin(key, work)
      held.askedAt = performance.now()
      const waited = Promise.withResolvers<void>()
      const timer = setTimeout(waited.resolve, waitMs)
      try {
        const done = await Promise.race([held.done.then((result) => ({ result })), waited.promise])
        return done ?? { progress: held.progress }
      } finally {
        clearTimeout(timer)
      }
    },
  }
}
