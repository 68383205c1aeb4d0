import { type ProblemError, problem } from './problem.ts'

/**
 * A name that no definition has, where an answer without cases would pass for the truth about those that were meant.
 * `known`: those that there are instead, for `detail`.
 */
export function unknownName(field: string, known: Iterable<string>): ProblemError {
  const names = [...new Set(known)].sort()
  const detail = names.length === 0 ? 'No hay ninguno.' : `Los que hay son: ${names.join(', ')}.`
  return problem('name-unknown', { field, detail })
}
