import { inspectJson, maxDepth } from './json-inspect.ts'
import { type ProblemError, problem } from './problem.ts'

/** The refusal of a value that parses but must not enter: see `inspectJson`. `part` begins the path to the field. */
export function refuseHazard(value: unknown, part: string): ProblemError | undefined {
  const found = inspectJson(value, part)
  switch (found?.hazard) {
    case undefined:
      return undefined
    case 'too-deep':
      return problem('invalid-json', {
        field: found.path,
        detail: `El cuerpo tiene más de ${maxDepth} niveles de objetos y listas.`,
      })
    case 'forbidden-key':
      return refusedField(found.path, 'forbidden-key', 'Este nombre de campo no se permite.')
    case 'unstorable-text':
      return refusedField(
        found.path,
        'unstorable-text',
        'El texto tiene un carácter nulo o incompleto, que no se puede guardar.',
      )
  }
}

function refusedField(field: string, code: string, detail: string): ProblemError {
  return problem('validation-failed', { field, detail, errors: [{ field, code, detail }] })
}
