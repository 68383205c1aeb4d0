import { type Decision, isRefusal, type Refusal, refuse } from '@ventanilla/decider'
import type { OpenCase } from '../case.ts'
import type { CaseCommand } from '../case-decider.ts'
import type { CaseEvent } from '../events.ts'
import { decideMove } from '../move/move.ts'
import type { CaseRefusalCode } from '../refusals.ts'
import { decideEndTask } from '../tasks/end-task.ts'

/**
 * What can be done with a case that rests while another goes on for it: nothing here. What another system did with it
 * is a fact all the same, and is kept for the day on which it may go on by itself; until then nothing of it waits.
 */
export function whileMerged(command: CaseCommand, state: OpenCase): Decision<CaseEvent, CaseRefusalCode> {
  if (command.type === 'FireDue' || command.type === 'Distribute' || command.type === 'Escalate') return []
  // What others were asked is owed here all the same.
  if (command.type === 'AnswerTask' || command.type === 'WithdrawTask') return decideEndTask(command, state)
  if (command.type !== 'Move' || command.recordedBy === undefined) return merged(state)
  const decision = decideMove(command, state)
  return isRefusal(decision) ? decision : decision.map(atRest)
}

export function merged({ mergedInto }: Pick<OpenCase, 'mergedInto'>): Refusal<'case-merged'> {
  return refuse('case-merged', { detail: `Sigue con el caso ${mergedInto}: hágalo en ese, o sepárelos.` })
}

function atRest(event: CaseEvent): CaseEvent {
  return event.type === 'CaseMoved' ? { ...event, data: { ...event.data, timed: [] } } : event
}
