import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/** For a request that is on its way. */
const GRACE_MS = 500

/**
 * Browsers and clients open connections before they need them. To Node one that has never carried a request isn't
 * idle, so closing waited for it until its headers were overdue: a minute, where a drain has ten seconds.
 */
export function installUnusedConnections(app: FastifyInstance): void {
  const unused = new Set<Socket>()
  let closing = false

  const end = (socket: Socket) => {
    setTimeout(() => unused.has(socket) && socket.destroy(), GRACE_MS).unref()
  }
  app.server.on('connection', (socket: Socket) => {
    unused.add(socket)
    socket.once('close', () => unused.delete(socket))
    if (closing) end(socket)
  })
  app.server.on('request', ({ socket }) => unused.delete(socket))
  app.addHook('preClose', async () => {
    closing = true
    for (const socket of unused) end(socket)
  })
}
