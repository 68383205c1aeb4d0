import type { Database } from '@ventanilla/database'
import type { Projector } from '@ventanilla/projections'
import type { Job } from '@ventanilla/runtime'
import type { Vault } from '@ventanilla/vault'
import { textKinds } from '../commands/keep-texts.ts'
import { knownRefs } from '../queries/texts/reader.ts'

export interface SweepDeps {
  database: Database
  vault: Vault
  /** The wall clock: records are as old as they really are, whatever the business clock says. */
  wall(): string
  /** Of the models that know which references are in use. */
  projectors: readonly Pick<Projector, 'behind'>[]
}

/** A request that takes an hour from the vault to the log has broken off: statements end after a minute. */
const ORPHAN_AGE_MS = 3_600_000
const POLL_MS = 600_000

/**
 * Removes notes and texts that are in the vault and in no fact: their move lost a race and was then refused, or broke
 * off. It looks only while the models that know the references are up to date.
 */
export function sweepTexts(
  { database, vault, wall, projectors }: SweepDeps,
  orphanAgeMs = ORPHAN_AGE_MS,
): Job {
  let swept: string | undefined
  return {
    name: 'sweep texts',
    pollMs: POLL_MS,
    housekeeping: true,
    behind: async () => 0,
    async step() {
      const olderThan = new Date(Date.parse(wall()) - orphanAgeMs).toISOString()
      // Woken by every write, and of use once in a while.
      if (swept !== undefined && Date.parse(olderThan) - Date.parse(swept) < POLL_MS) return false
      for (const projector of projectors) if ((await projector.behind()) > 0) return false
      await vault.sweepOrphans({
        olderThan,
        kinds: textKinds,
        ...(swept !== undefined && { since: swept }),
        known: (refs) => knownRefs(database, refs),
      })
      swept = olderThan
      return false
    },
  }
}
