import type { Presence } from './ports.ts'

export interface MemoryPresenceOptions {
  /** Places that are kept; past them, the one that was touched longest ago is forgotten. */
  maxPlaces?: number
  /** Monotonic milliseconds. */
  elapsed?: () => number
}

/** Who told this process. */
export function memoryPresence(options: MemoryPresenceOptions = {}): Presence {
  const { maxPlaces = 20_000, elapsed = () => performance.now() } = options
  const places = new Map<string, Map<string, { says: string; endsAt: number }>>()

  return {
    async tell(place, who, says, ttlMs) {
      const there = places.get(place) ?? new Map()
      there.set(who, { says, endsAt: elapsed() + ttlMs })
      places.delete(place)
      places.set(place, there)
      const [oldest] = places.keys()
      if (places.size > maxPlaces && oldest !== undefined) places.delete(oldest)
    },
    async leave(place, who) {
      const there = places.get(place)
      there?.delete(who)
      if (there?.size === 0) places.delete(place)
    },
    async here(place) {
      const there = places.get(place) ?? new Map<string, { says: string; endsAt: number }>()
      const now = elapsed()
      for (const [who, { endsAt }] of there) if (endsAt <= now) there.delete(who)
      if (there.size === 0) places.delete(place)
      return new Map([...there].map(([who, { says }]) => [who, says]))
    },
  }
}
