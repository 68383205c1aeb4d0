import { type DrivenChild, driveProcesses, type ProcessDriver } from '@ventanilla/runtime'

/** Business time of processes that come and go: one that is down learns where it stands when it is back. */
export interface DrivenTime {
  now(): string
  /** The process that has that name from now on. */
  add(name: string, child: DrivenChild): void
  advance(to: string): Promise<void>
}

export function drivenTime(start: string): DrivenTime {
  let now = start
  const drivers = new Map<string, ProcessDriver>()
  return {
    now: () => now,
    add(name, child) {
      const driver = driveProcesses(now)
      drivers.set(name, driver)
      driver.add(name, child).catch(() => {}) // killed before it was told
    },
    async advance(to) {
      now = to
      await Promise.allSettled([...drivers.values()].map((driver) => driver.advance(to)))
    },
  }
}
