import { type ProblemCode, ProcedureError } from '../problem.ts'
import type { EntitySource } from '../schema/entity.ts'
import type { Procedure, ProcedureSource } from '../schema/procedure.ts'
import type { WarningCode } from '../warnings/codes.ts'
import type { Located } from '../yaml/yaml-text.ts'

/** An error keeps a definition from being used; a warning doesn't. */
export type Finding =
  | (Located<ProblemCode> & { readonly severity: 'error' })
  | (Located<WarningCode> & { readonly severity: 'warning' })

/** A file that was looked at, with all that was found in it, in the order of its lines. */
export interface Inspected {
  readonly file: string
  readonly text: string
  readonly findings: readonly Finding[]
  /** The entity in whose folder it lies. */
  readonly entity?: EntitySource
  /** Of a procedure that can be used: as its owner wrote it, and ready for use. */
  readonly source?: ProcedureSource
  readonly procedure?: Procedure
}

/** What a reading that can end with an error found. @throws whatever isn't a mistake of the definition */
export function attempt<T>(
  read: () => T,
): { value: T; errors: [] } | { value: undefined; errors: Finding[] } {
  try {
    return { value: read(), errors: [] }
  } catch (error) {
    if (!(error instanceof ProcedureError)) throw error
    return { value: undefined, errors: error.problems.map((one) => ({ severity: 'error', ...one })) }
  }
}

export function asWarning(said: Located<WarningCode>): Finding {
  return { severity: 'warning', ...said }
}
