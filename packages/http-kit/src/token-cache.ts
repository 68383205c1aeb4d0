import type { Caller } from './caller.ts'

/** A key that its issuer withdraws is believed for no longer: the keys themselves are kept for ten minutes. */
const GOOD_MS = 60_000
const MOST = 1_000

/**
 * Tokens that passed, so that a client that sends a thousand requests a second has its signature checked once a
 * minute: that is a tenth of what taking a filing costs. No token outlives its own end here.
 * @param now milliseconds, of the clock that `exp` is held against
 */
export function tokenCache(now: () => number) {
  const known = new Map<string, { caller: Caller; until: number }>()
  return {
    get(token: string): Caller | undefined {
      const found = known.get(token)
      if (!found) return undefined
      if (now() < found.until) return found.caller
      known.delete(token)
      return undefined
    },
    keep(token: string, caller: Caller, end: number): void {
      const [oldest] = known.keys()
      if (known.size >= MOST && oldest !== undefined) known.delete(oldest)
      known.set(token, { caller, until: Math.min(end, now() + GOOD_MS) })
    },
  }
}
