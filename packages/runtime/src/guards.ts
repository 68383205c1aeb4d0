import { type Fatal, isFatal } from './fatal.ts'
import type { Check } from './health.ts'

/**
 * Asks every check whether the process may go on: one step of a loop. What says no is told, once; what can't answer is
 * the matter of its probe.
 */
export function guarding(checks: readonly Check[], onFatal: (error: Fatal) => void) {
  let told = false
  return async (): Promise<boolean> => {
    for (const check of checks)
      try {
        await check.guard?.()
      } catch (error) {
        if (!isFatal(error) || told) continue
        told = true
        onFatal(error)
      }
    return false
  }
}
