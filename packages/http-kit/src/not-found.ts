import type { FastifyInstance, FastifyRequest, HTTPMethods } from 'fastify'
import { type ProblemError, problem } from './problem.ts'

/**
 * The refusal of a request that no route took, or whose route had nothing there: 405 with `Allow` where its path exists
 * under other methods alone, else 404.
 */
export function notFound(app: FastifyInstance, request: FastifyRequest): ProblemError {
  const allowed = methodsAt(app, request.raw.url ?? '/')
  if (allowed.length === 0 || allowed.some((method) => method === request.method)) {
    return problem('not-found', { detail: 'Ninguna ruta tiene esta dirección.' })
  }
  return problem('method-not-allowed', {
    detail: `Aquí se admite ${allowed.join(', ')}.`,
    extra: { allowed },
    headers: { allow: allowed.join(', ') },
  })
}

function methodsAt(app: FastifyInstance, url: string): HTTPMethods[] {
  // Fastify's findRoute matches a path, not a pattern: what the router would do under each method.
  return app.supportedMethods.filter((method) => app.findRoute({ method, url }) !== null)
}
