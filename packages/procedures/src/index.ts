export { lawUncountable } from './checks/law.ts'
export type { EntityNames } from './checks/typification.ts'
export { type Change, diffProcedures } from './diff/diff-procedures.ts'
export { priorityWord } from './docs/words.ts'
export { entitiesDir } from './entities-dir.ts'
export { exampleForm } from './forms/example-form.ts'
export { type FieldFault, fieldFaults } from './forms/faults.ts'
export { type Filled, type FormRead, isNothing, missingFields, readForm } from './forms/read-form.ts'
export type { Coded } from './forms/read-value.ts'
export { sameFilled } from './forms/same.ts'
export { isUnnamed } from './forms/unnamed.ts'
export type { GuardFacts } from './guards/guard.ts'
export { type GuardCode, guardLacks, guards, type PlainGuard } from './guards/registry.ts'
export { guardsFor, guardWords, type WrittenGuard } from './guards/written.ts'
export { dimensions, type Formula, type FormulaOf, formulas } from './indicators/formulas.ts'
export { definitionNamed, definitionsIn, isDefinitionName } from './inspect/find-definition.ts'
export { entityDirOf, inspectPath } from './inspect/inspect-path.ts'
export { inspectProcedure } from './inspect/inspect-procedure.ts'
export { inspectShape } from './inspect/inspect-shape.ts'
export type { Finding, Inspected } from './inspect/report.ts'
export { type JsonSchema, jsonSchemas, type SchemaName } from './json-schema.ts'
export { calendarOf, loadEntities, loadOverlays, OverlayError } from './load-entities.ts'
export { loadEntity } from './load-entity.ts'
export { loadProcedure } from './load-procedure.ts'
export { type LocatedProblem, type ProblemCode, ProcedureError, problemCodes } from './problem.ts'
export {
  type Assignment,
  assignFor,
  type EscalationProblem,
  escalationProblem,
  type Typified,
} from './rules/assign.ts'
export { canEnd } from './rules/can-end.ts'
export { clockEffect, escalatesAt, ownClock, ownClocks, rungDay, rungsLeft, rungsOf } from './rules/clock.ts'
export { declaredClocks, metByLetter } from './rules/declared-clocks.ts'
export { distributionAt } from './rules/distribution.ts'
export { countedFields, formOf, kindForm } from './rules/forms.ts'
export { kindOf, longestExtension, regimeOf } from './rules/kinds.ts'
export {
  type ByReason,
  evidenceFor,
  isForKind,
  movesFor,
  movesFrom,
  requestingAreaOf,
  transitionFor,
} from './rules/moves.ts'
export { parameterValue } from './rules/parameter.ts'
export { groundIn, groundsOf, priorityBefore } from './rules/priority.ts'
export { type RadicadoFormat, radicadoFormat } from './rules/radicado.ts'
export { writtenId } from './rules/transitions.ts'
export { lastDayOf, procedureOn, procedureVersion } from './rules/versions.ts'
export type { Bypass, Distribution, Escalation, Level, TypificationRule } from './schema/assignment.ts'
export type { ClockRules, Reception, Rung } from './schema/clock.ts'
export type { DeclaredClock } from './schema/clocks.ts'
export type { Term, Unit } from './schema/common.ts'
export {
  type Area,
  type Entity,
  type EntitySource,
  entitySchema,
  type Product,
  type Theme,
} from './schema/entity.ts'
export type { DayBound, Field } from './schema/fields.ts'
export {
  type Action,
  actions,
  type ClockEffect,
  clockEffects,
  type Evidence,
  type Outcome,
  type State,
  type Transition,
} from './schema/flow.ts'
export type { Form } from './schema/forms.ts'
export type { Indicator } from './schema/indicators.ts'
export type { Kind, Regime } from './schema/kinds.ts'
export type { Parameter, Parameters, ParameterValue } from './schema/parameter.ts'
export { type PriorityStep, prioritySteps } from './schema/priority.ts'
export { type Procedure, type ProcedureSource, procedureSchema } from './schema/procedure.ts'
export type { Sample } from './schema/sample.ts'
export type { Task } from './schema/tasks.ts'
export type { LetterUse, Template } from './schema/templates.ts'
export { blanksOf, sentWith } from './templates/blanks.ts'
export { type WarningCode, warningCodes } from './warnings/codes.ts'
