import type { Cache } from './ports.ts'

export interface MemoryCacheOptions {
  /** Past these the one that was kept first is forgotten. */
  maxEntries?: number
  /** Monotonic milliseconds. */
  elapsed?: () => number
}

/** What this process remembers. */
export function memoryCache(options: MemoryCacheOptions = {}): Cache {
  const { maxEntries = 500, elapsed = () => performance.now() } = options
  const entries = new Map<string, { value: string; endsAt: number }>()

  return {
    async get(key) {
      const entry = entries.get(key)
      if (entry && entry.endsAt > elapsed()) return entry.value
      entries.delete(key)
      return undefined
    },
    async set(key, value, ttlMs) {
      entries.delete(key)
      entries.set(key, { value, endsAt: elapsed() + ttlMs })
      const [oldest] = entries.keys()
      if (entries.size > maxEntries && oldest !== undefined) entries.delete(oldest)
    },
    async forget(key) {
      entries.delete(key)
    },
  }
}
