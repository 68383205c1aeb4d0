import type { FastifyInstance } from 'fastify'
import { problem } from './problem.ts'

/** Characters of path and query together. */
const maxUrl = 4096

/** What holds for every request before anything else is asked of it. */
export function installGuards(app: FastifyInstance): void {
  let closing = false
  app.addHook('preClose', async () => {
    closing = true
  })
  app.addHook('onSend', async (_request, reply) => {
    // Node keeps a connection that turns idle after close() for its whole keep-alive time: 72 s of waiting to stop.
    if (closing) reply.header('connection', 'close')
  })
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({
      'x-request-id': request.id,
      'x-content-type-options': 'nosniff',
      // Answers hold personal data; what may be kept says so itself.
      'cache-control': 'no-store',
    })
    if (closing) throw problem('unavailable', { detail: 'El servicio se está deteniendo.' })
    if (request.headers.host === undefined && request.raw.httpVersion !== '1.0') {
      throw problem('malformed-request', { detail: 'Falta el encabezado Host.' })
    }
    if ((request.raw.url ?? '').length > maxUrl) {
      throw problem('uri-too-long', { detail: `La dirección pasa de ${maxUrl} caracteres.` })
    }
  })
}
