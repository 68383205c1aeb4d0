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

/** Takes a filing. A repeat of the same request is answered as it was before, without looking at it again. */
export async function file(
  deps: IntakeDeps,
  { origin, actor, sent, raw }: FileOrder,
): Promise<Taken | Refusal<FilingRefusal> | Reused> {
  const { caseId, claimKey } = caseIdentity(origin)
  const digest = deps.digest(raw)
  const before = claimKey === undefined ? undefined : await replay(deps, { key: claimKey, digest })
  if (before) return before
  const sender = origin.by === 'citizen' ? 'citizen' : 'client'
  const prepared = await prepareFiling(deps, { caseId, claimKey, sender, actor, sent, raw, digest })
  return 'refused' in prepared ? prepared : commit(deps, prepared)
}
