import type { LocalDate } from '@ventanilla/calendar'
import { type Decision, refuse } from '@ventanilla/decider'
import type { Entity, Procedure } from '@ventanilla/procedures'
import { aboutProblem } from '../about.ts'
import type { OpenCase } from '../case.ts'
import type { CaseEvent } from '../events.ts'
import type { CaseRefusalCode } from '../refusals.ts'
import { dateDetails, dateProblem } from './dates.ts'
import { findMove, findRecorded, isTransition, type MoveName } from './find-move.ts'
import { movedTo } from './moved-to.ts'
import { type Brought, lacking, misplaced, needsOf } from './needs.ts'

/** A person moves the case, or tells what happened to it in another system (`recordedBy`). */
export interface Move extends Brought {
  type: 'Move'
  name: MoveName
  /** The day on which it happened, and today's. */
  on: LocalDate
  today: LocalDate
  theme?: string
  product?: string
  recordedBy?: string
  procedure: Procedure
  entity: Entity
}

export function decideMove(command: Move, state: OpenCase): Decision<CaseEvent, CaseRefusalCode> {
  const { procedure, entity, recordedBy, on, name } = command
  const recorded = recordedBy !== undefined
  const found = recorded ? findRecorded(procedure, state, name) : findMove(procedure, state.state, name)
  if (!isTransition(found)) return found
  const wrong =
    misplaced(procedure, found, command) ??
    aboutProblem(entity, command, recorded) ??
    (recorded ? undefined : lacking(needsOf(procedure, found, state, entity.areas), command))
  if (wrong !== undefined) return wrong
  const problem = dateProblem(state, { ...command, answer: found.action === 'answer' })
  if (problem !== undefined && !recorded)
    return refuse(problem, { field: 'body.on', detail: dateDetails[problem] })
  // Another system may answer twice; here the first answer ended the term.
  const again = found.action === 'answer' && state.answeredOn !== undefined ? ['already-answered'] : []
  const flags = [...(problem === undefined ? [] : [problem]), ...again]
  return movedTo(state, { ...command, transition: found, flags, on })
}
