import type { Server } from 'node:net'
import { createHttp, type Http } from '@ventanilla/http-kit'
import type { FastifyPluginAsync } from 'fastify'
import { counted } from './in-flight.ts'
import type { Prepared } from './prepare.ts'
import type { RunOptions } from './run-options.ts'
import type { Service } from './service.ts'
import { errorsOf, routesOf } from './service-routes.ts'

/** One server for every service of the process, with nothing on it yet. */
export function createServer(services: readonly Service[], { http, logger }: RunOptions): Http {
  return createHttp({ ...http, errors: errorsOf(services), logger })
}

/** Puts everything on the server and opens the port. @returns its address */
export async function serve(
  app: Http,
  prepared: readonly Prepared[],
  plugins: readonly FastifyPluginAsync[],
  { port, host = '127.0.0.1', clock }: RunOptions,
): Promise<string> {
  for (const plugin of plugins) await app.register(plugin)
  for (const { service, reach } of prepared)
    await app.register(counted(routesOf(service, clock), reach, service.replicated?.gate))
  await app.listen({ port, host })
  return addressOf(app.server)
}

/** Where a server that listens can be reached from this machine: 'http://127.0.0.1:8080'. */
export function addressOf(server: Pick<Server, 'address'>): string {
  const address = server.address()
  if (address === null || typeof address !== 'object') throw new Error('the server listens on no port')
  return `http://${reachableAt(address.address)}:${address.port}`
}

// All interfaces are no place to send a request to.
function reachableAt(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}
