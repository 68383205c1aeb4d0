import { type ProblemError, problem } from './problem.ts'

/**
 * A name that no definition has, where an answer without cases would pass for the truth about those that were meant.
 * An entity is known by its definitions or by its cases; of one that has only cases any other name is as good as known,
 * for what held it was taken away.
 * @param field where the name was sent; undefined where it is that of the token
 * @param known those that there are instead, for `detail`
 */
export function unknownName(field: string | undefined, known: Iterable<string>): ProblemError {
  const names = [...new Set(known)].sort()
  const detail = names.length === 0 ? 'No hay ninguno.' : `Los que hay son: ${names.join(', ')}.`
  return problem('name-unknown', { field, detail })
}
