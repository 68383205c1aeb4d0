import { z } from 'zod'

/** One field at fault: `field` as 'body.person.email' or 'body.items[0].id', `code` kebab-case, `detail` Spanish. */
export interface FieldError {
  field: string
  code: string
  detail: string
}

/**
 * What may accompany a code.
 * - `detail` Spanish sentence about this occurrence; never a value that a person wrote
 * - `field` the field at fault
 * - `extra` further members of the problem body
 * - `headers` response headers, `retryAfter` seconds for `Retry-After`
 */
export interface ProblemOptions {
  detail?: string | undefined
  field?: string | undefined
  errors?: readonly FieldError[]
  extra?: Readonly<Record<string, unknown>>
  headers?: Readonly<Record<string, string>>
  retryAfter?: number
  cause?: unknown
}

/** A refusal on its way to the caller. Thrown by handlers and hooks, answered as application/problem+json. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly code: string
  readonly options: ProblemOptions

  constructor(code: string, options: ProblemOptions = {}) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.options = options
  }
}

/**
 * A problem to throw: `throw problem('not-found', { detail: 'No hay un caso con ese número.' })`.
 * A `Refusal` fits as the second argument: `throw problem(refusal.refused, refusal)`.
 */
export function problem(code: string, options?: ProblemOptions): ProblemError {
  return new ProblemError(code, options)
}

/** Media type of every error body, RFC 9457. */
export const problemMediaType = 'application/problem+json'

/** The body of every error answer (RFC 9457), for clients and for the OpenAPI document. */
export const problemSchema = z
  .looseObject({
    type: z.string().describe('Dónde se explica el código'),
    title: z.string().describe('Qué pasó, igual para todas las veces'),
    status: z.int().min(400).max(599),
    code: z.string().describe('Código estable, para programas'),
    detail: z.string().optional().describe('Qué pasó esta vez'),
    field: z.string().optional().describe('El primer campo con error'),
    errors: z
      .array(z.object({ field: z.string(), code: z.string(), detail: z.string() }))
      .optional()
      .describe('Todos los campos con error'),
    instance: z.string().describe('Identificador de la petición, el mismo del registro'),
  })
  .describe('Un error, según RFC 9457')

export type ProblemBody = z.infer<typeof problemSchema>
