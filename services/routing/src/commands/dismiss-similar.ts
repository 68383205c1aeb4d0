import { bogotaDate } from '@ventanilla/calendar'
import type { JsonObject } from '@ventanilla/decider'
import { deriveId } from '@ventanilla/event-log'
import { type Caller, problem } from '@ventanilla/http-kit'
import { defined } from '../domain/defined.ts'
import { pairOf, pairStream, type SimilarDismissed } from '../domain/similar/dismissal.ts'
import type { ChangeDeps } from './asked.ts'
import { personOf } from './person.ts'
import { readOpen } from './read-open.ts'

/**
 * Somebody says that two cases aren't one matter. It changes neither of them, so it stands in a stream of the two. Said
 * again, by whomever and on either side, it is said already.
 * @throws ProblemError `not-found`, `merge-itself`, `merge-other-entity`
 */
export async function dismissSimilar(
  { log, clock }: Pick<ChangeDeps, 'log' | 'clock'>,
  { caseId: one, other, caller }: { caseId: string; other: string; caller: Caller },
): Promise<void> {
  if (one === other) throw problem('merge-itself', { field: 'params.other' })
  const { entity } = await readOpen(log, { caseId: one, caller })
  if ((await readOpen(log, { caseId: other, caller })).entity !== entity)
    throw problem('merge-other-entity', { field: 'params.other' })
  const stream = pairStream(one, other)
  if ((await log.stream(stream)).version > 0) return
  const at = clock.now()
  const [caseId, greater] = pairOf(one, other)
  const { type, data }: SimilarDismissed = {
    type: 'SimilarDismissed',
    data: { caseId, other: greater, on: bogotaDate(at), ...defined({ by: personOf(caller) }) },
  }
  const event = { id: deriveId(stream), type, data: data as unknown as JsonObject, at }
  // Refused, somebody was faster to say the same.
  await log.write(entity, {
    appends: [{ stream, expected: 0, actor: caller.subject, events: [event] }],
  })
}
