import { bogotaDate } from '@ventanilla/calendar'
import { ProblemError } from '@ventanilla/http-kit'
import { defined } from '../domain/defined.ts'
import type { Moved, NotMoved } from '../domain/reassign/events.ts'
import type { ChangeDeps } from './asked.ts'
import { changeCase } from './change-case.ts'
import { textOf } from './keep-texts.ts'

export interface BatchMove {
  entity: string
  batch: string
  actor: string
  by?: string
  note?: string
}

/**
 * Moves one case of a batch, as its rules allow now. The key is that of batch and case, so what was done before a crash
 * is recognised and not done again.
 * @returns why it was not moved, when it was not
 * @throws what is no refusal: a broken machine, to be tried again
 */
export async function moveBatchCase(
  deps: ChangeDeps,
  { entity, batch, actor, by, note }: BatchMove,
  { caseId, from, to, decision }: Moved,
): Promise<NotMoved | undefined> {
  const caller = { client: 'service:routing', subject: actor, scopes: [], entity }
  const asked = { caseId, caller, route: 'routing/reassignments', key: `${batch}:${caseId}`, digest: batch }
  const now = deps.clock.now()
  try {
    await changeCase(deps, asked, (_, rules, seed) => {
      const texts = textOf(seed, 'case-note', note)
      const about = { ...to, ...rules, batch, held: from, evidence: [], on: bogotaDate(now) }
      const rest = defined({ by, decision, noteRef: texts[0]?.ref })
      return { command: { type: 'Assign', ...about, ...rest }, at: now, texts }
    })
    return undefined
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code === 'unavailable') throw error
    return { caseId, code: error.code }
  }
}
