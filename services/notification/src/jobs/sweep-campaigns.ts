import type { Db } from '@ventanilla/database'
import type { Projector } from '@ventanilla/projections'
import type { Job } from '@ventanilla/runtime'
import { orphanSweep, type Vault } from '@ventanilla/vault'
import { recipientKind, wordsKind } from '../commands/campaign-deps.ts'
import { knownOfCampaigns } from '../queries/campaigns/reader.ts'

export interface SweepDeps {
  database: Db
  vault: Vault
  wall(): string
  /** Knows which references are in use, once it is up to date. */
  messages: Pick<Projector, 'behind'>
}

/** Removes recipients and words of campaigns that were never opened. */
export function sweepCampaigns({ database, vault, wall, messages }: SweepDeps): Job {
  return orphanSweep({
    name: 'sweep campaigns',
    vault,
    kinds: [recipientKind, wordsKind],
    known: (refs) => knownOfCampaigns(database, refs),
    models: [messages],
    wall,
  })
}
