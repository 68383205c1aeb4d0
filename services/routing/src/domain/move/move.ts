import type { Calendar, LocalDate } from '@ventanilla/calendar'
import type { Decision } from '@ventanilla/decider'
import type { Entity, Procedure } from '@ventanilla/procedures'
import type { OpenCase } from '../case.ts'
import type { CaseEvent } from '../events.ts'
import type { CaseRefusalCode } from '../refusals.ts'
import { dateProblem } from './dates.ts'
import { findMove, findRecorded, isTransition, type MoveName } from './find-move.ts'
import { unless } from './lacks/lack.ts'
import { lacksOf, lacksOfRecorded } from './lacks/lacks-of.ts'
import { movedTo } from './moved-to.ts'
import type { Brought } from './needs.ts'

/** A person moves the case, or tells what happened to it in another system (`recordedBy`). */
export interface Move extends Brought {
  type: 'Move'
  name: MoveName
  /** The day on which it happened, and today's. */
  on: LocalDate
  today: LocalDate
  /** The subject of the person who makes it; absent when it is no person. */
  by?: string
  recordedBy?: string
  procedure: Procedure
  entity: Entity
  calendar: Calendar
}

export function decideMove(command: Move, state: OpenCase): Decision<CaseEvent, CaseRefusalCode> {
  const { procedure, recordedBy, on, name } = command
  const recorded = recordedBy !== undefined
  const found = recorded ? findRecorded(procedure, state, name) : findMove(procedure, state, name)
  if (!isTransition(found)) return found
  const asked = { ...command, state, transition: found, brought: command }
  return unless(recorded ? lacksOfRecorded(asked) : lacksOf(asked), () => {
    const problem = dateProblem(state, { ...command, answer: found.action === 'answer' })
    // Another system may answer twice; here the first answer ended the term.
    const again = found.action === 'answer' && state.answeredOn !== undefined ? ['already-answered'] : []
    const flags = [...(problem === undefined ? [] : [problem]), ...again]
    // Whoever tells of it is not who did it there.
    const by = recorded ? undefined : command.by
    return movedTo(state, { ...command, by, transition: found, flags, on })
  })
}
