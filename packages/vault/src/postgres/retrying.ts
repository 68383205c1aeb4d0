import { setTimeout as sleep } from 'node:timers/promises'
import { isRetryable } from '@ventanilla/database'

const TRIES = 5

/**
 * Does again what failed by a deadlock or a lost connection: 0.6 s in all, then the error is the caller's.
 */
export async function retrying<T>(work: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await work()
    } catch (error) {
      if (tried === TRIES || !isRetryable(error)) throw error
      await sleep(20 * 2 ** tried)
    }
  }
}
