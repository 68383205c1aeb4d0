import type { Case } from '../case.ts'
import type { CaseAssigned, CaseEvent, CaseMoved } from '../events.ts'
import { RECORDED } from '../move/find-move.ts'
import { ruleOfMove } from '../move/moved-to.ts'
import { finding, type Rules } from './judge-move.ts'

/**
 * Whether a fact may stand where a case rests, or begins or ends to rest. What another system told of is taken, and so
 * is what the engine does at once because of it, or the move itself.
 * @param moved the move just before, with nothing after it but the priority that it makes
 */
export function judgeMerged(
  { procedure }: Rules,
  state: Case,
  event: CaseEvent,
  moved?: CaseMoved,
): ReturnType<typeof finding>[] {
  const into = state.status === 'open' ? state.mergedInto : undefined
  if (event.type === 'CaseUnmerged') return event.data.from === into ? [] : [finding('unmerged-alone')]
  if (into === undefined) return []
  switch (event.type) {
    case 'CaseMerged':
      return [finding('merged-twice')]
    case 'CaseAssigned':
      return isOfMove(procedure, event, moved) ? [] : [finding('changed-while-merged')]
    case 'CaseFormFilled':
    case 'CaseMigrated':
    case 'TaskOpened':
      return [finding('changed-while-merged')]
    case 'CaseMoved':
      return mayMove(procedure, event) ? [] : [finding('changed-while-merged')]
    default:
      return []
  }
}

function mayMove(procedure: Rules['procedure'], { data: { transition, recordedBy } }: CaseMoved): boolean {
  const made = procedure.transitions.find(({ id }) => id === transition)
  return recordedBy !== undefined || (made?.by === 'system' && made.after === undefined)
}

/** Of what another system recorded where the case already stood no move is written, but to whom it gives the case. */
function isOfMove(
  procedure: Rules['procedure'],
  { data: { rule } }: CaseAssigned,
  moved?: CaseMoved,
): boolean {
  if (rule === ruleOfMove({ id: RECORDED })) return true
  return (
    moved !== undefined && rule === ruleOfMove({ id: moved.data.transition }) && mayMove(procedure, moved)
  )
}
