import type { FastifySchemaCompiler } from 'fastify'
import { type $ZodType, safeParse } from 'zod/v4/core'
import { fieldErrors, maxFieldErrors } from './field-errors.ts'
import { type ProblemError, problem } from './problem.ts'
import { refuseHazard } from './refuse-hazard.ts'
import { spanish } from './zod-spanish.ts'

/** How a request part is called in `field`. */
const parts: Record<string, string> = {
  body: 'body',
  querystring: 'query',
  params: 'path',
  headers: 'headers',
}

/** Fastify validator for zod schemas: the parsed value, or `validation-failed` with every field at fault. */
export const validatorCompiler: FastifySchemaCompiler<$ZodType> = ({ schema, httpPart }) => {
  const part = parts[httpPart ?? 'body'] ?? 'body'
  return (data) => {
    // Fastify hands an absent body over as null.
    const input = part === 'body' && data === null ? undefined : data
    // A body was looked at when it was parsed; an address can hold a null character as well.
    const hazard = part === 'body' ? undefined : refuseHazard(input, part)
    if (hazard) return { error: hazard }
    const result = safeParse(schema, input, { error: spanish, reportInput: true })
    return result.success ? { value: result.data } : { error: failed(part, result.error.issues) }
  }
}

function failed(part: string, issues: Parameters<typeof fieldErrors>[1]): ProblemError {
  const all = fieldErrors(part, issues)
  const errors = all.slice(0, maxFieldErrors)
  const [first] = errors
  const more = all.length > errors.length ? ` Se listan los primeros ${maxFieldErrors} errores.` : ''
  return problem('validation-failed', {
    field: first?.field ?? part,
    detail: `${first?.detail ?? 'El valor no es válido.'}${more}`,
    errors,
  })
}
