import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { callerOf } from './auth.ts'

const kCode = Symbol('problem code')

type Refused = FastifyRequest & { [kCode]?: string | undefined }

/** Keeps the code that a request is answered with for its log line. */
export function noteCode(request: FastifyRequest, code: string): void {
  ;(request as Refused)[kCode] = code
}

/**
 * One line a request: route pattern (never the URL, whose path and query may name people), method, status,
 * milliseconds, client, code of the problem if it was one. The request id is bound to `request.log` already.
 */
export function logRequest(request: FastifyRequest, reply: FastifyReply): void {
  const line = {
    route: request.routeOptions?.url ?? null,
    method: request.method,
    status: reply.statusCode,
    ms: Math.round(reply.elapsedTime),
    client: callerOf(request)?.client ?? null,
    code: (request as Refused)[kCode] ?? null,
  }
  if (reply.statusCode >= 500) request.log.warn(line, 'request')
  else request.log.info(line, 'request')
}

export function installRequestLog(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => logRequest(request, reply))
}

/**
 * What of an error may be logged: its kind, code, message and stack, and its cause's. Not its other members:
 * PostgreSQL's `detail` quotes the row.
 */
export function loggable(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return { type: typeof error }
  return {
    type: error.name,
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    message: error.message,
    stack: error.stack,
    ...(error.cause !== undefined && depth < 4 ? { cause: loggable(error.cause, depth + 1) } : {}),
  }
}
