import type { ProcedureSource } from '../schema/procedure.ts'
import { compare, type Difference } from './compare.ts'
import { type ForOpenCases, forOpenCases } from './open-cases.ts'
import { compareRules } from './rules-in-order.ts'
import { inWords } from './words.ts'

export interface Change {
  readonly change: 'added' | 'removed' | 'changed'
  /** Fields and ids from the top: `states.radicada.clock`. */
  readonly path: string
  /** Absent when it was added. */
  readonly before?: unknown
  /** Absent when it was removed. */
  readonly after?: unknown
  /** Spanish, for the owner of the process. */
  readonly detail: string
  readonly openCases: ForOpenCases
}

/** What two versions say differently, in the order of the file; nothing where only its order or its form differs. */
export function diffProcedures(before: ProcedureSource, after: ProcedureSource): Change[] {
  const { typification: rules, ...rest } = before
  const { typification: otherRules, ...others } = after
  return [...compare(rest, others), ...compareRules(rules, otherRules)].map(changeOf)
}

function changeOf(difference: Difference): Change {
  const { path, before, after } = difference
  const change = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed'
  return {
    ...{ change, path: path.join('.') },
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    ...{ detail: inWords(difference), openCases: forOpenCases(difference) },
  }
}
