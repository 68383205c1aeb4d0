import type { FastifyReply, FastifyRequest } from 'fastify'
import { baseErrors } from './base-errors.ts'
import { classify } from './classify.ts'
import { type ErrorCatalog, entryOf } from './error-catalog.ts'
import { type ProblemError, problem } from './problem.ts'
import { answerOf, type ProblemAnswer } from './problem-body.ts'
import { loggable, noteCode } from './request-log.ts'
import type { ContractMode } from './serializer.ts'

/** Answers anything thrown. The same for hooks, handlers, unknown routes and the framework's own refusals. */
export type ErrorReply = (error: unknown, request: FastifyRequest, reply: FastifyReply) => FastifyReply

/**
 * @param catalog every code that may leave this server
 * @param mode `enforce` turns a code that the route didn't declare into an internal error
 */
export function createErrorReply(catalog: ErrorCatalog, mode: ContractMode): ErrorReply {
  return (error, request, reply) => {
    const found = classify(error)
    const { status, headers, body } = answer(found, request)
    noteCode(request, body.code)
    // Bytes pass by the route's serializers, and Fastify adds no charset to them.
    return reply
      .code(status)
      .headers(headers)
      .send(Buffer.from(JSON.stringify(body)))
  }

  function answer(found: ProblemError, request: FastifyRequest): ProblemAnswer {
    const undeclared = isUndeclared(found.code, request)
    if (undeclared) request.log.warn({ code: found.code }, 'the route does not declare this error code')
    const answered = undeclared && mode === 'enforce' ? undefined : answerOf(catalog, found, request.id)
    if (answered && answered.status < 500) return answered
    // Said on purpose, with nothing behind it to look into: the line of the request has its code already.
    if (answered && found.code === 'unavailable' && found.cause === undefined) return answered
    request.log.error({ code: found.code, err: loggable(found.cause ?? found) }, 'request failed')
    return answered ?? internalError(request.id)
  }

  function isUndeclared(code: string, request: FastifyRequest): boolean {
    if (entryOf(baseErrors, code)) return false
    return !request.routeOptions?.config?.errors?.includes(code)
  }

  function internalError(requestId: string): ProblemAnswer {
    const answered = answerOf(baseErrors, problem('internal-error'), requestId)
    if (!answered) throw new Error('the base catalog lost internal-error')
    return answered
  }
}
