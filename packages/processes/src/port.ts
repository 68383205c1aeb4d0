import { createServer } from 'node:net'

/** The port when it can be listened on at 127.0.0.1 now, else undefined; 0 asks for any. */
export function freePort(port = 0): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(undefined))
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : undefined))
    })
  })
}
