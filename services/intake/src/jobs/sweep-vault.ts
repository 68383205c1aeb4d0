import type { Projector } from '@ventanilla/projections'
import type { Job } from '@ventanilla/runtime'
import { vaultKinds } from '../commands/keep-private.ts'
import type { IntakeDeps } from '../deps.ts'
import { knownRefs } from '../queries/filings/reader.ts'

/** A request that takes an hour from the vault to the log has broken off: statements end after a minute. */
const ORPHAN_AGE_MS = 3_600_000
const POLL_MS = 600_000

/**
 * Removes what is in the vault and in no filing: its request broke off between the two. It looks only while the read
 * model that knows the filings is up to date; one that lags would make orphans of them all.
 */
export function sweepVault(deps: IntakeDeps, filings: Projector, orphanAgeMs = ORPHAN_AGE_MS): Job {
  let swept: string | undefined
  return {
    name: 'sweep-vault',
    pollMs: POLL_MS,
    housekeeping: true,
    behind: async () => 0,
    async step() {
      const olderThan = new Date(Date.parse(deps.wall()) - orphanAgeMs).toISOString()
      // Woken by every write, and of use once in a while.
      if (swept !== undefined && Date.parse(olderThan) - Date.parse(swept) < POLL_MS) return false
      if ((await filings.behind()) > 0) return false
      await deps.vault.sweepOrphans({
        olderThan,
        kinds: vaultKinds,
        ...(swept !== undefined && { since: swept }),
        known: (refs) => knownRefs(deps.database, refs),
      })
      swept = olderThan
      return false
    },
  }
}
