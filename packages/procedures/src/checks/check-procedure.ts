import type { Problem } from '../problem.ts'
import type { ProcedureSource } from '../schema/procedure.ts'
import { areaProblems } from './areas.ts'
import { clockProblems } from './clock.ts'
import { declaredClockProblems } from './declared-clocks.ts'
import { distributionProblems } from './distribution.ts'
import { duplicateIds } from './duplicates.ts'
import { formProblems } from './forms.ts'
import { fourEyesProblems } from './four-eyes.ts'
import { graphProblems } from './graph.ts'
import { guardProblems } from './guards.ts'
import { indicatorProblems } from './indicators.ts'
import { kindProblems } from './kinds.ts'
import { ladderProblems } from './ladder.ts'
import { lawMoveProblems, lawProblems } from './law.ts'
import { neverMetProblems } from './never-met.ts'
import { parameterProblems } from './parameters.ts'
import { priorityProblems } from './priority.ts'
import { taskProblems } from './tasks.ts'
import { templateProblems } from './templates.ts'
import { duplicateReasons, transitionNeeds, unknownStates } from './transitions.ts'
import { type EntityNames, typificationProblems } from './typification.ts'

/** Everything a schema can't see. The flow is walked only when all that it names exists. */
export function checkProcedure(procedure: ProcedureSource, entity?: EntityNames, file?: string): Problem[] {
  const unknown = unknownStates(procedure)
  return [
    ...duplicateIds(procedure),
    ...unknown,
    ...duplicateReasons(procedure),
    ...transitionNeeds(procedure),
    ...(unknown.length === 0 ? flowProblems(procedure) : []),
    ...kindProblems(procedure),
    ...formProblems(procedure),
    ...guardProblems(procedure),
    ...priorityProblems(procedure),
    ...taskProblems(procedure),
    ...templateProblems(procedure, file),
    ...indicatorProblems(procedure),
    ...lawProblems(procedure),
    ...lawMoveProblems(procedure),
    ...declaredClockProblems(procedure),
    ...typificationProblems(procedure, entity),
    ...(entity === undefined ? [] : areaProblems(procedure, entity)),
    ...distributionProblems(procedure),
    ...ladderProblems(procedure),
    ...parameterProblems(procedure.parameters, 'parameters'),
    ...windowProblems(procedure),
  ]
}

function flowProblems(procedure: ProcedureSource): Problem[] {
  return [
    ...graphProblems(procedure),
    ...clockProblems(procedure),
    ...neverMetProblems(procedure),
    ...fourEyesProblems(procedure),
  ]
}

function windowProblems({ reception }: ProcedureSource): Problem[] {
  if (reception === undefined || reception.from < reception.to) return []
  const detail = 'La ventana de recepción termina antes de empezar'
  return [{ code: 'empty-window', path: ['reception', 'to'], detail }]
}
