import { groundIn, type Transition } from '@ventanilla/procedures'
import type { OpenCase } from '../case.ts'
import { defined } from '../defined.ts'
import type { CaseMoved, CasePrioritySet } from '../events.ts'

/** What a move that was made says of the priority of its case; nothing when it says nothing. */
export function priorityOfMove(
  { caseId, priority: before }: OpenCase,
  transition: Transition,
  { on, form, by }: CaseMoved['data'],
): CasePrioritySet[] {
  const { priority } = transition
  if (priority === undefined) return []
  // Said again of what it was asked by, so that whoever hears this needs nothing that was told earlier.
  const kept = form?.texts.includes(priority.ground ?? '') ?? false
  const ground = kept ? undefined : (groundIn(transition, form?.values ?? {}) ?? before?.ground)
  return [{ type: 'CasePrioritySet', data: { caseId, is: priority.becomes, on, ...defined({ ground, by }) } }]
}
