import type { Counter } from './ports.ts'

interface Window {
  count: number
  endsAt: number
}

export interface MemoryCounterOptions {
  /** The keys that are kept; past them, the one that was counted longest ago is forgotten. */
  maxKeys?: number
  /** Monotonic milliseconds. */
  elapsed?: () => number
}

/** Counts of this process alone. */
export function memoryCounter(options: MemoryCounterOptions = {}): Counter {
  const { maxKeys = 20_000, elapsed = () => performance.now() } = options
  const windows = new Map<string, Window>()

  return {
    async hit(key, windowMs, weight = 1) {
      const now = elapsed()
      const known = windows.get(key)
      const window = known && known.endsAt > now ? known : { count: 0, endsAt: now + windowMs }
      window.count += weight
      windows.delete(key)
      windows.set(key, window)
      const [oldest] = windows.keys()
      if (windows.size > maxKeys && oldest !== undefined) windows.delete(oldest)
      return { count: window.count, endsInMs: Math.ceil(window.endsAt - now) }
    },
  }
}
