import type { LocalDate } from '@ventanilla/calendar'
import { formOf, type Procedure, type Transition, writtenId } from '@ventanilla/procedures'
import type { OpenCase } from '../case.ts'
import { defined } from '../defined.ts'
import type { CaseAnswered, CaseAssigned, CaseClassified, CaseEvent } from '../events.ts'
import { measured } from '../measured.ts'
import { priorityOfMove } from '../priority/priority-of-move.ts'
import { type Found, isStill } from './find-move.ts'
import { broughtForm } from './lacks/form.ts'
import { type Brought, outcomeOf } from './needs.ts'
import { caseMoved, systemMoves } from './system-moves.ts'

export interface Taken extends Brought {
  procedure: Procedure
  transition: Found
  on: LocalDate
  today: LocalDate
  flags: string[]
  recordedBy?: string
  by?: string | undefined
}

/** The facts of one move: what the case is about, the answer if it gives one, the move, what follows at once. */
export function movedTo(state: OpenCase, taken: Taken): CaseEvent[] {
  const { procedure, transition } = taken
  const { caseId, kind, state: from } = state
  const answered = answerOf(state, taken)
  const asked = formOf(procedure, transition.form)
  const form = asked && taken.form && broughtForm(asked, taken.form, taken.today).filled
  const told = [...classified(state, taken, answered), ...(answered ? [answered] : [])]
  const given = givenTo(state, transition)
  if (isStill(state, transition)) return [...told, ...given]
  // An answer carries flags and text itself.
  const apart = answered && { flags: [], textRef: undefined }
  const moved = caseMoved(procedure, { ...taken, caseId, kind, from, form, ...apart })
  // Nothing follows from coming into a state that the case has been in.
  const after = transition.stays
    ? []
    : systemMoves(procedure, { caseId, kind, state: transition.to }, taken.on)
  const counted = form ? measured(procedure, { caseId, form, on: taken.on }) : []
  // Whoever judges a move looks for its answer just before it, and for its priority just after it.
  return [...told, moved, ...priorityOfMove(state, transition, moved.data), ...given, ...after, ...counted]
}

/** The rule by which a move gives its case to an area. */
export const ruleOfMove = (transition: Pick<Transition, 'id'>) => `move-${writtenId(transition)}`

/** A move may give the case to an area: to whoever there takes it. */
function givenTo({ caseId, area, level }: OpenCase, transition: Transition): CaseAssigned[] {
  const { assigns } = transition
  if (assigns === undefined || (assigns.area === area && assigns.level === level)) return []
  return [{ type: 'CaseAssigned', data: { caseId, ...assigns, rule: ruleOfMove(transition) } }]
}

/**
 * The answer on the substance: given by an answer or, in a procedure that has none, by closing. What was solved waits
 * for who asked: it counts as the answer, on the day that it was delivered, once it is accepted.
 */
function answerOf(state: OpenCase, taken: Taken): CaseAnswered | undefined {
  const { procedure, transition, recordedBy, flags } = taken
  const { caseId, solved } = state
  if (transition.action === 'answer') {
    const outcome = outcomeOf(transition, taken.outcome)
    const { on, textRef } = taken
    return {
      type: 'CaseAnswered',
      data: { caseId, on, flags, ...defined({ outcome, textRef, recordedBy }) },
    }
  }
  const answers = procedure.transitions.some(({ action }) => action === 'answer')
  if (transition.action !== 'close' || answers || state.answeredOn !== undefined) return undefined
  const { on, textRef } = solved ?? taken
  return { type: 'CaseAnswered', data: { caseId, on, flags, ...defined({ textRef, recordedBy }) } }
}

/** A withdrawal or a transfer is no answer, and yet it is how the case ended. */
function classified(
  state: OpenCase,
  { transition, outcome: chosen, theme, product }: Taken,
  answered?: CaseAnswered,
): CaseClassified[] {
  const outcome = answered ? undefined : outcomeOf(transition, chosen)
  const about = {
    ...(theme !== state.theme && { theme }),
    ...(product !== state.product && { product }),
    ...(outcome !== state.outcome && { outcome }),
  }
  const news = defined(about)
  if (Object.keys(news).length === 0) return []
  return [{ type: 'CaseClassified', data: { caseId: state.caseId, ...news } }]
}
