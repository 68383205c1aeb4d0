import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { type Link, openLink, SOCKET } from './proxy/link.ts'
import { type Mood, matcher, type Pattern, type Side } from './proxy/mood.ts'

export interface TcpProxy extends AsyncDisposable {
  port: number
  /** host:port */
  address: string
  /** The same address of a server, by way of the proxy. */
  url(direct: string): string
  /** Connections that were made, ever, and those that are open. */
  readonly connections: { made: number; open: number }
  /** Bytes that were taken and went nowhere. */
  readonly swallowed: number
  /** Ends every connection. New ones are served. */
  cut(how?: 'reset' | 'end'): void
  /** What either side sends arrives that much later. 0: at once. */
  delay(ms: number): void
  /** From here on takes what is sent and forwards nothing, on old connections and on new ones. */
  blackhole(): void
  /** Closes that side of every connection: the other one goes on believing in it, and is heard by nobody. */
  halfOpen(closed: Side): void
  /** No delay, no blackhole. What was swallowed can't be given back: connections that lost something are cut. */
  heal(): void
  /**
   * The next connection on which that side sends the pattern is lost before the client learns what the server
   * answered. After a pattern of the client's, the server has answered (`{ client: 'COMMIT' }`); the pattern may also
   * be in the answer itself (`{ server: 'COMMIT' }`). Resolves when both ends of it are closed.
   */
  cutAfter(pattern: { client: Pattern } | { server: Pattern }): Promise<void>
}

/** Stands between a client and a server, and does to them what networks do. `to` is 'host:port', asked at each connection. */
export async function tcpProxy({ to }: { to: string | (() => string) }): Promise<TcpProxy> {
  const mood: Mood = { delayMs: 0, swallows: false, swallowed: 0, watches: new Set() }
  const links = new Set<Link>()
  let made = 0
  const listener = createServer(SOCKET, (client) => {
    const { hostname, port } = new URL(`tcp://${typeof to === 'string' ? to : to()}`)
    const target = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) }
    made += 1
    links.add(openLink(client, target, mood, (link) => links.delete(link)))
  }).listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const { port } = listener.address() as AddressInfo

  const cut = (how: 'reset' | 'end' = 'reset') => {
    for (const link of links) link.cut(how)
  }
  return {
    port,
    address: `127.0.0.1:${port}`,
    url(direct) {
      const url = new URL(direct)
      url.hostname = '127.0.0.1'
      url.port = String(port)
      return url.href
    },
    get connections() {
      return { made, open: links.size }
    },
    get swallowed() {
      return mood.swallowed
    },
    cut,
    delay(ms) {
      mood.delayMs = ms
    },
    blackhole() {
      mood.swallows = true
    },
    halfOpen(closed) {
      for (const link of links) link.abandon(closed)
    },
    heal() {
      Object.assign(mood, { delayMs: 0, swallows: false })
      for (const link of links) if (link.lost) link.cut('reset')
    },
    cutAfter(pattern) {
      const [side, what] =
        'client' in pattern ? (['client', pattern.client] as const) : (['server', pattern.server] as const)
      return new Promise((happened) => mood.watches.add({ side, matches: matcher(what), happened }))
    },
    async [Symbol.asyncDispose]() {
      listener.close()
      cut()
      await once(listener, 'close')
    },
  }
}
