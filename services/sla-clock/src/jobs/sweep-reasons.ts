import type { Database } from '@ventanilla/database'
import type { Projector } from '@ventanilla/projections'
import type { Job } from '@ventanilla/runtime'
import { orphanSweep, type Vault } from '@ventanilla/vault'
import { reasonKind } from '../commands/keep-reason.ts'
import { knownReasons } from '../queries/reasons/reader.ts'

export interface SweepDeps {
  database: Database
  vault: Vault
  wall(): string
  /** Knows which references are in use, once it is up to date. */
  reasons: Pick<Projector, 'behind'>
}

/** Removes the reasons of extensions that were never written. */
export function sweepReasons({ database, vault, wall, reasons }: SweepDeps): Job {
  return orphanSweep({
    name: 'sweep reasons',
    vault,
    kinds: [reasonKind],
    known: (refs) => knownReasons(database, refs),
    models: [reasons],
    wall,
  })
}
