import type { Database } from '@ventanilla/database'
import type { Projector } from '@ventanilla/projections'
import type { Job } from '@ventanilla/runtime'
import { orphanSweep, type Vault } from '@ventanilla/vault'
import { textKinds } from '../commands/keep-texts.ts'
import { knownRefs } from '../queries/texts/reader.ts'

export interface SweepDeps {
  database: Database
  vault: Vault
  wall(): string
  /** Of the models that know which references are in use. */
  projectors: readonly Pick<Projector, 'behind'>[]
}

/** Removes notes and texts of moves that were never written. */
export function sweepTexts({ database, vault, wall, projectors }: SweepDeps): Job {
  return orphanSweep({
    name: 'sweep texts',
    vault,
    kinds: textKinds,
    known: (refs) => knownRefs(database, refs),
    models: projectors,
    wall,
  })
}
