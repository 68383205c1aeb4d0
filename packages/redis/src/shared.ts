import { memoryCache } from './memory-cache.ts'
import { memoryChannel } from './memory-channel.ts'
import { memoryCounter } from './memory-counter.ts'
import { memoryPresence } from './memory-presence.ts'
import type { Cache, Channel, Counter, Presence } from './ports.ts'

/** What the replicas of a service have in common beside their database, and can all do without. */
export interface Shared extends AsyncDisposable {
  counter: Counter
  cache: Cache
  channel: Channel
  presence: Presence
  /** Shows whether it can be reached; the service does its work all the same, so it is ready without. */
  checks: readonly { name: string; probe(): boolean; optional: true }[]
}

export interface SharedOptions {
  /** `redis://` or `rediss://`; this process's memory when absent. */
  url?: string | undefined
  /** Apart from what others keep in the same Redis: the name of the service. */
  namespace: string
  logger: {
    warn(fields: object, message: string): void
    info(message: string): void
  }
}

/** By Redis when an address is given. Never fails for a Redis that isn't there: it is waited for in the background. */
export async function openShared({ url, ...options }: SharedOptions): Promise<Shared> {
  if (url === undefined) return memoryShared()
  // Who has no Redis doesn't load its client.
  const { openRedis } = await import('./redis/open.ts')
  return openRedis({ url, ...options })
}

/** All that a process needs that has no replicas. */
export function memoryShared(): Shared {
  return {
    counter: memoryCounter(),
    cache: memoryCache(),
    channel: memoryChannel(),
    presence: memoryPresence(),
    checks: [],
    [Symbol.asyncDispose]: async () => {},
  }
}
