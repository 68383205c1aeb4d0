import type { Calendar, LocalDate } from '@ventanilla/calendar'
import { type Decision, refuse } from '@ventanilla/decider'
import { type Entity, escalationProblem, movesFor, type Procedure } from '@ventanilla/procedures'
import type { OpenCase } from './case.ts'
import { defined } from './defined.ts'
import { byDistribution } from './distribution/distribute.ts'
import type { Attached, CaseEvent, Weighed } from './events.ts'
import { type Lack, unless } from './move/lacks/lack.ts'
import { lacksOf } from './move/lacks/lacks-of.ts'
import { movedTo } from './move/moved-to.ts'
import type { FormBrought } from './move/needs.ts'
import type { Holder } from './reassign/events.ts'
import { holderOf, sameHolder } from './reassign/holder.ts'
import type { CaseRefusalCode } from './refusals.ts'

/** A person gives the case to another area, level or officer. `on` is today. */
export interface Assign {
  type: 'Assign'
  area: string
  level: number
  officer?: string
  noteRef?: string
  /** Who has it as far as the list of a batch knows: with anybody else it is left alone. */
  held?: Holder
  /** The batch that moves it, and what it is given on when that distributes. */
  batch?: string
  decision?: Weighed
  on: LocalDate
  /** The subject of the person who gives it; absent when it is no person. */
  by?: string
  /** What the move of its own brings, if it escalates and the procedure has one. */
  evidence: readonly Attached[]
  form?: FormBrought
  procedure: Procedure
  entity: Entity
  calendar: Calendar
}

/**
 * An assignment to a mission area, or to a level of theirs, is an escalation: only kinds and areas that the
 * procedure allows, and with the move of its own that the procedure may have for it. From one officer to another of
 * where the case is already, nothing is escalated.
 */
export function decideAssign(command: Assign, state: OpenCase): Decision<CaseEvent, CaseRefusalCode> {
  const { area: id, level: number, officer, noteRef, on, procedure, entity, batch, decision } = command
  if (state.final) return refuse('case-closed', { detail: 'El caso terminó: no se asigna a nadie más.' })
  if (command.held && !sameHolder(holderOf(state), command.held))
    return refuse('assignment-changed', { detail: 'Desde que se hizo la lista lo tiene otro.' })
  const area = entity.areas.find((area) => area.id === id)
  if (area === undefined) return refuse('area-unknown', { field: 'body.area' })
  const level = procedure.levels.find(({ level }) => level === number)
  if (level === undefined) return refuse('level-unknown', { field: 'body.level' })
  if (state.area === id && state.level === number && state.officer === officer) return []
  const stays = state.area === id && state.level === number
  const misional = level.misional || (area.misional && procedure.levels.some(({ misional }) => misional))
  const escalates = misional && !stays
  const problem = escalates && escalationProblem(procedure, entity.areas, { kind: state.kind, area: id })
  if (problem) return refuse('escalation-not-allowed', details[problem])
  const { caseId } = state
  const rule = decision === undefined ? 'by-hand' : byDistribution
  const about = defined({ officer, noteRef, batch, decision })
  const assigned: CaseEvent = {
    type: 'CaseAssigned',
    data: { caseId, area: id, level: number, rule, ...about },
  }
  const escalation = escalates && movesFor(procedure, state).find(({ action }) => action === 'escalate')
  if (!escalation) return unless(uncarried(command), () => [assigned])
  // What the move asks for it asks also of who makes it by assigning; the area is by then the one that gets the case.
  const given = { ...state, area: id, level: number, officer }
  const taken = { ...command, transition: escalation, today: on }
  return unless(lacksOf({ ...taken, state: given, brought: command }), () => [
    assigned,
    ...movedTo(given, { ...taken, flags: [] }),
  ])
}

/** Only the move of an escalation has a fact that carries these. */
function uncarried({ evidence, form }: Assign): Lack[] {
  return [
    ...(evidence.length > 0
      ? [{ code: 'evidence-not-asked' as const, field: 'body.evidence', ...alone }]
      : []),
    ...(form === undefined ? [] : [{ code: 'form-not-asked' as const, field: 'body.form', ...alone }]),
  ]
}

const alone = { detail: 'Ningún movimiento va con esta asignación.' }

const details = {
  'kind-not-escalable': { detail: 'El procedimiento no escala los casos de este tipo.' },
  'area-unknown': { field: 'body.area', detail: 'El área no existe en la entidad.' },
  'area-not-misional': { field: 'body.area', detail: 'Solo se escala a las áreas misionales.' },
}
