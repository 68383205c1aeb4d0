import type { CaseEvent } from '../events.ts'
import { finding, type Rules } from './judge-move.ts'

/** What is told of the priority of a case is what the move just before it makes of it, and only a move makes it. */
export function judgePriority(
  { procedure }: Rules,
  before: CaseEvent | undefined,
  event: CaseEvent,
): ReturnType<typeof finding>[] {
  if (event.type !== 'CasePrioritySet') return []
  if (before?.type === 'CaseMoved' && before.data.recordedBy !== undefined) return []
  const made = before?.type === 'CaseMoved' ? before.data.transition : undefined
  const says = procedure.transitions.find(({ id }) => id === made)?.priority?.becomes
  return says === event.data.is ? [] : [finding('priority-altered')]
}
