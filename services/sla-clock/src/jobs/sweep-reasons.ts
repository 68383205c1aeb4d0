import type { Database } from '@ventanilla/database'
import type { Projector } from '@ventanilla/projections'
import type { Job } from '@ventanilla/runtime'
import type { Vault } from '@ventanilla/vault'
import { reasonKind } from '../commands/keep-reason.ts'
import { knownReasons } from '../queries/reasons/reader.ts'

export interface SweepDeps {
  database: Database
  vault: Vault
  /** The wall clock, ISO: a record is as old as it really is, whatever business time does. */
  wall(): string
  /** Knows which references are in use, once it is up to date. */
  reasons: Pick<Projector, 'behind'>
}

/** No request takes that long from the vault to the log: past it, it has broken off. */
const orphanAgeMs = 3_600_000
const everyMs = 600_000

/** Removes the reasons of extensions that were never written: the request broke off, or lost a race and was refused. */
export function sweepReasons({ database, vault, wall, reasons }: SweepDeps): Job {
  let swept: string | undefined
  return {
    name: 'sweep reasons',
    pollMs: everyMs,
    housekeeping: true,
    behind: async () => 0,
    async step() {
      const olderThan = new Date(Date.parse(wall()) - orphanAgeMs).toISOString()
      if ((await reasons.behind()) > 0) return false
      await vault.sweepOrphans({
        ...{ olderThan, kinds: [reasonKind], known: (refs: string[]) => knownReasons(database, refs) },
        ...(swept !== undefined && { since: swept }),
      })
      swept = olderThan
      return false
    },
  }
}
