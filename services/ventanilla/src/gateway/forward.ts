import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { problem } from '@ventanilla/http-kit'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Dispatcher } from 'undici'
import { requestHeaders, responseHeaders } from './passed-headers.ts'
import type { Replicas } from './replicas.ts'

/** A connection that was never made: whatever was asked for was not done. */
const NEVER_REACHED = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'],
])
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

export interface Forwarder {
  forward(request: FastifyRequest, reply: FastifyReply, replicas: Replicas): Promise<FastifyReply>
  /** Ends the answers that never end by themselves, such as live updates. */
  endStreams(): void
}

/**
 * Hands a request on as it came, path and bytes, and its answer back as it comes: nothing is read whole. A replica
 * that can't be reached gives way to the next one; once a body has begun to flow, or a change may have been made, the
 * caller is told instead, and its Idempotency-Key makes it safe to ask again.
 */
export function createForwarder(dispatcher: Dispatcher): Forwarder {
  const endless = new Set<AbortController>()

  async function forward(request: FastifyRequest, reply: FastifyReply, replicas: Replicas) {
    const gone = new AbortController()
    reply.raw.once('close', () => {
      endless.delete(gone)
      gone.abort()
    })
    const answer = await ask(request, replicas, gone.signal)
    if (String(answer.headers['content-type']).startsWith('text/event-stream')) endless.add(gone)
    reply.code(answer.statusCode).headers(responseHeaders(answer.headers))
    // What the client still sends of a request that was answered already has nowhere to go.
    if (!request.raw.complete) reply.header('connection', 'close')
    return reply.send(answer.body)
  }

  async function ask(request: FastifyRequest, replicas: Replicas, signal: AbortSignal) {
    const { method, raw } = request
    let cause: unknown
    for (const origin of replicas.inTurn()) {
      const body = lazyBody(raw)
      try {
        return await dispatcher.request({
          ...{ origin, path: raw.url ?? '/', method: method as Dispatcher.HttpMethod, signal },
          headers: requestHeaders(request),
          body: body?.stream ?? null,
          // A service bounds its own work, and live updates may be silent for long.
          bodyTimeout: 0,
        })
      } catch (error) {
        cause = error
        if (signal.aborted) break
        const reached = !NEVER_REACHED.has(codeOf(error))
        if (!reached) replicas.rest(origin)
        if (body?.begun() || (reached && !SAFE.has(method))) break
      }
    }
    // Who watches the processes tells of one that ended; each request refused meanwhile is one line, without a stack.
    request.log.debug({ cause: codeOf(cause) }, 'no replica answered')
    throw problem('unavailable', { retryAfter: 2 })
  }

  return {
    forward,
    endStreams() {
      for (const one of endless) one.abort()
    },
  }
}

/**
 * The body, left in the socket until somebody reads it. It is no pipe: a replica that can't be reached destroys the
 * stream it was given, and the client's socket is to be answered on.
 */
function lazyBody(raw: IncomingMessage): { stream: Readable; begun(): boolean } | undefined {
  const { 'content-length': length, 'transfer-encoding': encoding } = raw.headers
  if (encoding === undefined && (length === undefined || length === '0')) return undefined
  let begun = false
  async function* bytes() {
    begun = true
    yield* raw.iterator({ destroyOnReturn: false })
  }
  return { stream: Readable.from(bytes(), { objectMode: false }), begun: () => begun }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  if (error instanceof AggregateError) return codeOf(error.errors[0])
  return 'code' in error ? String(error.code) : ''
}
