import { setTimeout as sleep } from 'node:timers/promises'

/** Waits until it holds. @returns whether it did before the time was over */
export async function until(holds: () => boolean | Promise<boolean>, ms: number): Promise<boolean> {
  const end = performance.now() + ms
  for (;;) {
    if (await holds()) return true
    if (performance.now() >= end) return false
    await sleep(100)
  }
}
