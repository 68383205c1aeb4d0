import { createHttp, type Http, type RateLimits, type Verifier } from '@ventanilla/http-kit'
import type { Logger } from '@ventanilla/runtime'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { Agent } from 'undici'
import { documentsOf } from './documents.ts'
import { createForwarder } from './forward.ts'
import { aggregatedHealth } from './health.ts'
import { metricsTargets } from './metrics-targets.ts'
import { OWNERS } from './owners.ts'
import type { Upstreams } from './upstreams.ts'

export interface GatewayOptions {
  upstreams: Upstreams
  logger: Logger
  /** What answers here itself, such as the issuer. */
  plugins?: readonly FastifyPluginAsync[]
  /** Addresses and networks of proxies in front. */
  trustProxy?: readonly string[]
  rateLimits?: RateLimits
}

const TITLE = 'Ventanilla'

/** Nothing behind the gateway's own routes asks for a token: the service that owns a route checks it. */
const nobody: Verifier = {
  async verify() {
    throw new Error('the gateway checks no tokens')
  },
}

/**
 * The one address in front of the services when each is a process of its own. It knows which service owns a path and
 * no more: tokens, bodies, limits and rules are theirs. Clients can't tell it from all services in one process.
 */
export function createGateway({
  upstreams,
  logger,
  plugins = [],
  trustProxy,
  rateLimits,
}: GatewayOptions): Http {
  const dispatcher = new Agent()
  const { forward, endStreams } = createForwarder(dispatcher)
  let draining = false
  const app = createHttp({
    ...{ title: TITLE, version: '0.1.0', verifier: nobody, errors: [], logger },
    documents: documentsOf(TITLE, upstreams, dispatcher),
    ...(trustProxy && { trustProxy }),
    ...(rateLimits && { rateLimits }),
  })
  app.addHook('preClose', async () => {
    draining = true
    endStreams()
  })
  app.addHook('onClose', () => dispatcher.close())
  for (const plugin of plugins) app.register(plugin)
  app.register(metricsTargets(upstreams))
  app.register(aggregatedHealth(upstreams, dispatcher, () => draining))
  app.register(async (scope) => {
    for (const [path, owner] of Object.entries(OWNERS)) {
      const handler = (request: FastifyRequest, reply: FastifyReply) =>
        forward(request, reply, upstreams[owner])
      const route = {
        method: [...scope.supportedMethods],
        config: FORWARDED,
        schema: { hide: true },
        handler,
      }
      scope.route({ ...route, url: path })
      scope.route({ ...route, url: `${path}/*` })
    }
  })
  return app
}

/** Limits and tokens are a matter of who answers. */
const FORWARDED = { auth: 'public', consumes: 'untouched', rateLimit: false } as const
