import type { Projector } from '@ventanilla/projections'
import type { Job } from '@ventanilla/runtime'
import { orphanSweep } from '@ventanilla/vault'
import { vaultKinds } from '../commands/keep-private.ts'
import type { IntakeDeps } from '../deps.ts'
import { knownRefs } from '../queries/filings/reader.ts'

/** Removes persons and texts that are in the vault and in no filing. */
export function sweepVault({ vault, database, wall }: IntakeDeps, filings: Projector): Job {
  return orphanSweep({
    name: 'sweep-vault',
    vault,
    kinds: vaultKinds,
    known: (refs) => knownRefs(database, refs),
    models: [filings],
    wall,
  })
}
