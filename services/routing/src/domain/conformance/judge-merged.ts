import type { Case } from '../case.ts'
import type { CaseEvent } from '../events.ts'
import { finding, type Rules } from './judge-move.ts'

/**
 * Whether a fact may stand where a case rests, or begins or ends to rest. What another system told of is taken, and so
 * is what the engine does at once because of it.
 */
export function judgeMerged(
  { procedure }: Rules,
  state: Case,
  event: CaseEvent,
): ReturnType<typeof finding>[] {
  const into = state.status === 'open' ? state.mergedInto : undefined
  if (event.type === 'CaseUnmerged') return event.data.from === into ? [] : [finding('unmerged-alone')]
  if (into === undefined) return []
  switch (event.type) {
    case 'CaseMerged':
      return [finding('merged-twice')]
    case 'CaseAssigned':
    case 'CaseFormFilled':
    case 'CaseMigrated':
    case 'TaskOpened':
      return [finding('changed-while-merged')]
    case 'CaseMoved': {
      const made = procedure.transitions.find(({ id }) => id === event.data.transition)
      const atOnce = made?.by === 'system' && made.after === undefined
      return event.data.recordedBy === undefined && !atOnce ? [finding('changed-while-merged')] : []
    }
    default:
      return []
  }
}
