import { type Backoff, backoffDelay } from '@ventanilla/runtime'

export interface RetryPolicy extends Backoff {
  /** Failures in a row after which it is told that a message doesn't go. */
  triesBeforeTelling: number
  /** 0..1, spreads the waits. */
  jitter?: () => number
  /** Monotonic milliseconds: waits are real time, however fast the business clock goes. */
  elapsed?: () => number
}

/** When each message that was put off is tried again. In memory: a new process begins with a try of each. */
export interface Retries {
  /** @returns whether it has failed often enough to be told */
  putOff(messageId: string, maxMs?: number): boolean
  forget(messageId: string): void
  /** Those whose turn hasn't come. */
  waiting(): string[]
}

export function createRetries(policy: RetryPolicy): Retries {
  const { triesBeforeTelling, jitter = Math.random, elapsed = () => performance.now() } = policy
  const tried = new Map<string, { times: number; next: number }>()
  return {
    putOff(messageId, maxMs = policy.maxMs) {
      const times = (tried.get(messageId)?.times ?? 0) + 1
      const backoff = { firstMs: policy.firstMs, maxMs: Math.min(maxMs, policy.maxMs) }
      tried.set(messageId, { times, next: elapsed() + backoffDelay(times, jitter(), backoff) })
      return times >= triesBeforeTelling
    },
    forget: (messageId) => void tried.delete(messageId),
    waiting() {
      const now = elapsed()
      return [...tried].flatMap(([messageId, { next }]) => (next > now ? [messageId] : []))
    },
  }
}
