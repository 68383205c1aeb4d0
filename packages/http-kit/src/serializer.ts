import type { FastifySerializerCompiler } from 'fastify'
import { $ZodType, safeEncode } from 'zod/v4/core'

/**
 * What happens when a route breaks its own contract (an unknown key in a response, an undeclared error code).
 * - `enforce`: it is an internal error. The default under a test runner, so that tests find it.
 * - `tolerate`: unknown keys are cut off; an undeclared code goes out as it is and the log warns. The default elsewhere.
 * A response schema made with `z.strictObject` refuses unknown keys under both.
 */
export type ContractMode = 'enforce' | 'tolerate'

/** A response that doesn't fit its schema: a bug of the route, never the caller's. */
export class ResponseContractError extends Error {
  override readonly name = 'ResponseContractError'
}

/** Fastify serializer for zod schemas: encodes by the schema, so that nothing leaves that it doesn't name. */
export function createSerializerCompiler(
  mode: ContractMode,
): FastifySerializerCompiler<$ZodType | { properties: $ZodType }> {
  return ({ schema: given, method, url, httpStatus }) => {
    const schema = given instanceof $ZodType ? given : given.properties
    const where = `${method} ${url} → ${httpStatus ?? ''}`
    return (data) => {
      const result = safeEncode(schema, data)
      if (!result.success) {
        const faults = result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.code}`).join('; ')
        throw new ResponseContractError(`${where}: ${faults}`)
      }
      const lost = mode === 'enforce' ? lostKey(data, result.data, '') : undefined
      if (lost !== undefined) throw new ResponseContractError(`${where}: key '${lost}' is not in the schema`)
      return JSON.stringify(result.data)
    }
  }
}

/** The path of the first key that holds a value in `given` and isn't in `kept`. */
function lostKey(given: unknown, kept: unknown, path: string): string | undefined {
  if (Array.isArray(given) && Array.isArray(kept)) {
    return firstOf(given.map((value, i) => () => lostKey(value, kept[i], `${path}[${i}]`)))
  }
  if (!isRecord(given) || !isRecord(kept)) return undefined
  return firstOf(
    Object.entries(given).map(([key, value]) => () => {
      if (value === undefined) return undefined
      return Object.hasOwn(kept, key) ? lostKey(value, kept[key], `${path}.${key}`) : `${path}.${key}`
    }),
  )
}

function firstOf(searches: (() => string | undefined)[]): string | undefined {
  for (const search of searches) {
    const found = search()
    if (found !== undefined) return found
  }
  return undefined
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
