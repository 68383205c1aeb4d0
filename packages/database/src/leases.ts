import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from 'pg'
import { type Lease, lease } from './lease.ts'

/** Everything that is out of the pool, or waits to be. */
export interface Leases {
  /** @throws once `close` was called */
  take(): Promise<Lease>
  /** Waits until everything is back, then ends the pool; what is not back by then is closed. Idempotent. */
  close(limitMs: number): Promise<void>
}

export function leases(pool: Pool): Leases {
  const held = new Set<Lease>()
  let waiting = 0
  let closing: Promise<void> | undefined
  const empty = Promise.withResolvers<void>()
  const changed = () => {
    if (closing !== undefined && waiting === 0 && held.size === 0) empty.resolve()
  }

  async function take(): Promise<Lease> {
    if (closing !== undefined) throw new Error('the database is closed')
    waiting += 1
    try {
      const taken = lease(await pool.connect(), (released) => {
        held.delete(released)
        changed()
      })
      held.add(taken)
      return taken
    } finally {
      waiting -= 1
      changed()
    }
  }

  // pg-pool's end forgets those who still wait for a client, and waits for ever for one that nobody gives back.
  async function drain(limitMs: number): Promise<void> {
    const limit = new AbortController()
    const tooLong = sleep(limitMs, undefined, { signal: limit.signal }).catch(() => undefined)
    await Promise.race([empty.promise, tooLong])
    limit.abort()
    for (const late of [...held]) late.release(true)
    await pool.end()
  }

  return {
    take,
    close(limitMs) {
      closing ??= drain(limitMs)
      changed()
      return closing
    },
  }
}
