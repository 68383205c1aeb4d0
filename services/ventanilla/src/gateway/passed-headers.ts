import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyRequest } from 'fastify'

/** Of one connection alone (RFC 9110 §7.6.1); `expect` was answered by our own server. */
const HOP_BY_HOP = new Set([
  ...['connection', 'keep-alive', 'proxy-connection', 'proxy-authenticate', 'proxy-authorization'],
  ...['te', 'trailer', 'transfer-encoding', 'upgrade', 'expect'],
])
/** Who may say them is the gateway alone. */
const SAID_BY_GATEWAY = new Set(['forwarded', 'via', 'x-real-ip', 'x-request-id'])

/**
 * The headers of a request as a service gets them. Who asks stands in X-Forwarded-For as the gateway knows it, and
 * nothing of what a client says of itself: an invented address would be a new allowance of requests.
 */
export function requestHeaders(request: FastifyRequest): Record<string, string | string[]> {
  const dropped = droppedBy(request.headers)
  const kept = Object.entries(request.headers).flatMap(([name, value]) =>
    value === undefined || dropped(name) || SAID_BY_GATEWAY.has(name) || name.startsWith('x-forwarded-')
      ? []
      : [[name, value] as const],
  )
  return {
    ...Object.fromEntries(kept),
    'x-forwarded-for': request.ip,
    'x-forwarded-proto': request.protocol,
    'x-request-id': request.id,
  }
}

/** The headers of an answer as the client gets them. */
export function responseHeaders(headers: IncomingHttpHeaders): Record<string, string | string[]> {
  const dropped = droppedBy(headers)
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || dropped(name) ? [] : [[name, value]],
    ),
  )
}

function droppedBy(headers: IncomingHttpHeaders): (name: string) => boolean {
  const named = [headers.connection].flat().flatMap((list = '') => list.split(','))
  const listed = new Set(named.map((name) => name.trim().toLowerCase()))
  return (name) => HOP_BY_HOP.has(name) || listed.has(name)
}
