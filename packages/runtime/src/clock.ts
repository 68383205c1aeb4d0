/** Where business time comes from: the wall clock in production, a driver in the demo and the tests. */
export interface BusinessClock {
  /** The present business instant, ISO 8601 in UTC with milliseconds: '2026-11-22T15:00:00.000Z'. */
  now(): string
}

export interface WatermarkClock extends BusinessClock {
  /**
   * Business time has reached `to` (ISO 8601, any offset). Advancing to where it already is does nothing.
   * @throws RangeError when `to` isn't an instant or lies in the past: a fact may already depend on the present
   */
  advance(to: string): void
  /** Called after each advance that moved it. @returns how to be forgotten */
  onAdvance(listener: () => void): () => void
}

/**
 * The wall clock. When the machine's is set back this one stands still until it has caught up: what was promised by it
 * holds. `read` gives milliseconds since 1970; only a test of the clock itself needs another.
 */
export function systemClock(read: () => number = Date.now): BusinessClock {
  let latest = Number.NEGATIVE_INFINITY
  return {
    now() {
      latest = Math.max(latest, read())
      return new Date(latest).toISOString()
    },
  }
}

/** Stands still at `start` until somebody advances it. */
export function watermarkClock(start: string): WatermarkClock {
  let watermark = parseInstant(start)
  const listeners = new Set<() => void>()
  return {
    now: () => new Date(watermark).toISOString(),
    advance(to) {
      const next = parseInstant(to)
      if (next < watermark) {
        throw new RangeError(`business time can't go back from ${new Date(watermark).toISOString()} to ${to}`)
      }
      if (next === watermark) return
      watermark = next
      for (const listener of listeners) listener()
    },
    onAdvance(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Whether somebody drives it: then it has nothing to do with the time of the machines that write facts down. */
export function isDriven(clock: BusinessClock | WatermarkClock): clock is WatermarkClock {
  return 'onAdvance' in clock
}

// Without an offset the meaning would depend on the machine's time zone.
const INSTANT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/

function parseInstant(text: string): number {
  const day = INSTANT.exec(text)?.[1]
  const instant = day !== undefined && isDay(day) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(instant)) throw new RangeError(`'${text}' is not an instant with its offset`)
  return instant
}

// Date.parse reads 30 February as 1 or 2 March.
function isDay(day: string): boolean {
  const midnight = Date.parse(`${day}T00:00Z`)
  return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(day)
}
