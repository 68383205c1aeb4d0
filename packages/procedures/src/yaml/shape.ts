import type { z } from 'zod'
import type { Path, Problem } from '../problem.ts'
import { missingWords, shapeWords } from './shape-words.ts'
import type { YamlText } from './yaml-text.ts'

/** Reads the text under a schema; ends with an error that lists every field that is not as it should be. */
export function readShape<S extends z.ZodType>(schema: S, yaml: YamlText): z.infer<S> {
  const result = schema.safeParse(yaml.value, { error: shapeWords, reportInput: true })
  return result.success ? result.data : yaml.fail(result.error.issues.flatMap(problemsOf))
}

function problemsOf(issue: z.core.$ZodIssue): Problem[] {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step))) satisfies Path
  const { code, input, message } = issue
  if (code !== 'unrecognized_keys') {
    const field = path.at(-1)
    const missing = input === undefined && field !== undefined && code !== 'custom'
    return [{ code: 'invalid-shape', path, detail: missing ? missingWords(field, message) : message }]
  }
  return issue.keys.map((key) => ({
    code: 'invalid-shape',
    path: [...path, key],
    detail: `El campo «${key}» no existe aquí`,
  }))
}
