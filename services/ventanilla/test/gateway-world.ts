import { once } from 'node:events'
import { createServer, request as httpRequest, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createHttp, type HttpRoutes } from '@ventanilla/http-kit'
import { createLogger } from '@ventanilla/runtime'
import { onTestFinished } from 'vitest'
import { createGateway, type GatewayOptions } from '../src/gateway/gateway.ts'
import { createUpstreams } from '../src/gateway/upstreams.ts'

const logger = createLogger({ level: 'silent' })

/** A gateway that listens, before the origins given; the other services are away. */
export async function gatewayBefore(
  origins: Parameters<typeof createUpstreams>[0],
  options: Partial<GatewayOptions> = {},
) {
  const upstreams = createUpstreams(origins)
  const app = createGateway({ upstreams, logger, ...options })
  onTestFinished(() => app.close())
  return { app, upstreams, address: await app.listen({ port: 0, host: '127.0.0.1' }) }
}

/** A service as the gateway sees one: routes of our own kit, on a port. */
export async function serviceOf(routes: HttpRoutes, trustProxy = ['127.0.0.1']) {
  const verifier = { verify: async () => ({ client: 'a', subject: 'a', scopes: ['admin'] }) }
  const app = createHttp({ title: 'Una parte', version: '0.1.0', verifier, errors: [], logger, trustProxy })
  onTestFinished(() => app.close())
  await app.register(routes)
  const origin = await app.listen({ port: 0, host: '127.0.0.1' })
  return { app, origin }
}

/** A bare server, for what our own kit wouldn't do. */
export async function bareServer(listener: RequestListener) {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  onTestFinished(() => stop())
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop }
}

/**
 * Nobody listens there, nor will: a port that was free a moment ago is soon somebody's, and this one is never given out.
 */
export const DEAD_ORIGIN = 'http://127.0.0.1:2'

export async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** A request as it is written, without what `fetch` tidies. */
export async function ask(
  address: string,
  path: string,
  { method = 'GET', headers = {}, body = '' }: { method?: string; headers?: object; body?: string } = {},
) {
  const { hostname, port } = new URL(address)
  const sent = httpRequest({ hostname, port, path, method, headers: { ...headers } })
  sent.end(body)
  const [answer] = (await once(sent, 'response')) as [IncomingMessage]
  return { status: answer.statusCode, headers: answer.headers, body: String(await readAll(answer)) }
}

export const json = (body: string) =>
  JSON.parse(body) as { code?: string; instance?: string; detail?: string }
