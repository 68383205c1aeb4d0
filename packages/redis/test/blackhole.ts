import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'

/** A way to a server that can swallow everything: connections stay, new ones are taken, and nothing gets through. */
export async function blackhole(target: number) {
  let swallows = false
  const sockets = new Set<Socket>()
  const proxy: Server = createServer((client) => {
    const server = connect(target, '127.0.0.1')
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(from)
      from.on('data', (chunk) => !swallows && to.write(chunk))
      from.on('error', () => {})
      from.on('close', () => to.destroy())
    }
  }).listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const { port } = proxy.address() as { port: number }
  return {
    url: `redis://127.0.0.1:${port}/0`,
    swallow(all: boolean) {
      swallows = all
      // What was swallowed can't be given back: who comes later gets a connection that works.
      if (!all) for (const socket of sockets) socket.destroy()
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      proxy.close()
      await once(proxy, 'close')
    },
  }
}
