import { bogotaDate, type Calendar } from '@ventanilla/calendar'
import {
  type Entity,
  escalatesAt,
  escalationProblem,
  movesFor,
  type Procedure,
  procedureVersion,
} from '@ventanilla/procedures'
import type { OpenCase } from './case.ts'
import type { CaseEvent } from './events.ts'
import { lacksOf } from './move/lacks/lacks-of.ts'
import { movedTo } from './move/moved-to.ts'

/** A clock of the case has come to a mark. `at` is its nominal instant. */
export interface Escalate {
  type: 'Escalate'
  clock: string
  /** Undefined: the end of its term. */
  rung: string | undefined
  at: string
  entity: Entity
  calendar: Calendar
}

/**
 * The case goes where its procedure sends it from that mark, unless somebody has brought it so far by now. Nobody is
 * refused: a mark is a fact, and a kind or an area that may not be escalated stays where it is. The move that an
 * escalation may have is made when it asks for nothing that only a person gives.
 */
export function decideEscalate(command: Escalate, state: OpenCase): readonly CaseEvent[] {
  const { clock, rung, at, entity, calendar } = command
  const procedure = procedureVersion(entity, state.procedure, state.procedureVersion)
  if (procedure === undefined || state.final || state.clock === 'ends') return []
  const to = escalatesAt(procedure, state.kind, command)
  if (to === undefined || (state.level ?? 0) >= to.level) return []
  if (isRefused(procedure, entity, state, to)) return []
  const { caseId } = state
  const rule = `ladder-${clock}${rung === undefined ? '' : `-${rung}`}`
  const assigned: CaseEvent = { type: 'CaseAssigned', data: { caseId, ...to, rule } }
  const transition = movesFor(procedure, state).find(({ action }) => action === 'escalate')
  if (transition === undefined) return [assigned]
  const on = bogotaDate(at)
  const given = { ...state, ...to, officer: undefined }
  const taken = { procedure, entity, calendar, transition, on, today: on, evidence: [], flags: [] }
  const lacks = lacksOf({ ...taken, state: given, brought: { evidence: [] } })
  return lacks.length > 0 ? [assigned] : [assigned, ...movedTo(given, taken)]
}

/** The rule for escalations by hand holds for those of a mark, too. */
function isRefused(
  procedure: Procedure,
  { areas }: Entity,
  { kind }: OpenCase,
  { area, level }: { area: string; level: number },
): boolean {
  const misional = procedure.levels.find((one) => one.level === level)?.misional
  return misional === true && escalationProblem(procedure, areas, { kind, area }) !== undefined
}
