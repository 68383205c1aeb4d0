import type { EntityNames } from '../checks/typification.ts'
import type { ProcedureSource } from '../schema/procedure.ts'
import type { NamedValue } from '../yaml/anchors.ts'
import type { Said } from '../yaml/yaml-text.ts'
import type { WarningCode } from './codes.ts'
import { endlessMoves } from './endless.ts'
import { idleWords } from './idle.ts'
import { hiddenLetters } from './letters.ts'
import { idleMarks } from './marks.ts'
import { deadMoves } from './moves.ts'
import { hiddenRules } from './typification.ts'
import { unusedDeclarations, unusedNames } from './unused.ts'
import { valuesOutOfReach } from './values.ts'

/** What an owner would want to be told of a procedure that has no mistake. */
export function procedureWarnings(
  procedure: ProcedureSource,
  named: readonly NamedValue[],
  entity?: EntityNames,
): Said<WarningCode>[] {
  return [
    ...unusedDeclarations(procedure),
    ...unusedNames(named),
    ...deadMoves(procedure),
    ...hiddenRules(procedure),
    ...hiddenLetters(procedure),
    ...endlessMoves(procedure),
    ...idleMarks(procedure, entity),
    ...idleWords(procedure),
    ...valuesOutOfReach(procedure),
  ]
}
