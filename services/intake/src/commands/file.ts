import type { Refusal } from '@ventanilla/decider'
import type { IntakeDeps } from '../deps.ts'
import type { FilingRefusal } from '../domain/filing-checks.ts'
import { commit, type Reused, replay } from './commit.ts'
import { caseIdentity, type Origin } from './origin.ts'
import { prepareFiling } from './prepare-filing.ts'
import type { Taken } from './receipt.ts'
import type { CitizenSubmission, Submission } from './submission.ts'

export interface FileOrder {
  origin: Exclude<Origin, { by: 'event' }>
  actor: string
  sent: Submission | CitizenSubmission
  raw: Uint8Array
}

/**
 * Takes a filing. A repeat of the same request is answered as it was before, whatever is to be said of it now. That it
 * is one is found out while its personal data go to the vault: what a repeat puts there is there already, and what
 * another content under the same key puts there is swept.
 */
export async function file(
  deps: IntakeDeps,
  { origin, actor, sent, raw }: FileOrder,
): Promise<Taken | Refusal<FilingRefusal> | Reused> {
  const { caseId, claimKey } = caseIdentity(origin)
  const digest = deps.digest(raw)
  const before = claimKey === undefined ? undefined : replay(deps, { key: claimKey, digest })
  const sender = origin.by === 'citizen' ? 'citizen' : 'client'
  const preparing = prepareFiling(deps, { caseId, claimKey, sender, actor, sent, raw, digest, before })
  // A repeat is answered as well when it could not be prepared again.
  const [answered, prepared] = await Promise.allSettled([before, preparing])
  if (answered.status === 'rejected') throw answered.reason
  if (answered.value) return answered.value
  if (prepared.status === 'rejected') throw prepared.reason
  return 'append' in prepared.value ? commit(deps, prepared.value) : prepared.value
}
