import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

interface Incoming {
  headers: IncomingHttpHeaders
  socket: { remoteAddress?: string | undefined }
}

/** A new id for each request; the one of the proxy where that is trusted, so that one id stands in every log. */
export function requestIds(trusted: (address: string) => boolean): (request: Incoming) => string {
  return ({ headers, socket }) => {
    const given = headers['x-request-id']
    const known = typeof given === 'string' && UUID.test(given) && trusted(socket.remoteAddress ?? '')
    return known ? given : randomUUID()
  }
}
