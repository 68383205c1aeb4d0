import type { Vault } from './vault.ts'

export interface OrphanSweep {
  /** As it stands among the jobs of a service. */
  name: string
  vault: Vault
  /** The kinds of record that this service puts there: others' are not its to judge. */
  kinds: readonly string[]
  /** Those of the references that a fact of this service has. */
  known(refs: string[]): Promise<Set<string>>
  /** What `known` asks: one that lags would make orphans of them all. */
  models: readonly { behind(): Promise<number> }[]
  /** The wall clock, ISO: a record is as old as it really is, whatever business time does. */
  wall(): string
  orphanAgeMs?: number
}

/** A request that takes an hour from the vault to the log has broken off: statements end after a minute. */
const ORPHAN_AGE_MS = 3_600_000
const POLL_MS = 600_000

/**
 * A job that removes what is in the vault and in no fact: its request broke off between the two, or lost a race and
 * was then refused.
 */
export function orphanSweep({
  name,
  vault,
  models,
  wall,
  orphanAgeMs = ORPHAN_AGE_MS,
  ...order
}: OrphanSweep) {
  let swept: string | undefined
  return {
    name,
    pollMs: POLL_MS,
    housekeeping: true as const,
    behind: async () => 0,
    async step(): Promise<boolean> {
      const olderThan = new Date(Date.parse(wall()) - orphanAgeMs).toISOString()
      for (const model of models) if ((await model.behind()) > 0) return false
      await vault.sweepOrphans({
        ...{ olderThan, kinds: order.kinds, known: order.known },
        ...(swept !== undefined && { since: swept }),
      })
      swept = olderThan
      return false
    },
  }
}
