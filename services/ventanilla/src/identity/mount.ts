import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Provider } from 'oidc-provider'

/** Path below which the issuer answers, on the same port as everything else. */
export const MOUNT = '/oidc'

const PAGES = [
  { method: 'GET', path: '/.well-known/openid-configuration' },
  { method: 'GET', path: '/.well-known/oauth-authorization-server' },
  { method: 'GET', path: '/jwks' },
  { method: 'POST', path: '/token' },
] as const

/** The pages of the issuer that client credentials need, and no other. `provider` is asked for at each request. */
export function mountIssuer(provider: () => Provider): FastifyPluginAsync {
  return async (app) => {
    // The provider reads the body itself. Inside this plugin alone nobody else does.
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', async () => undefined)
    for (const { method, path } of PAGES) {
      app.route({
        method,
        url: `${MOUNT}${path}`,
        config: { auth: 'public', consumes: 'untouched' },
        schema: { hide: true },
        handler: (request, reply) => handOver(provider(), request, reply),
      })
    }
  }
}

async function handOver(provider: Provider, { raw }: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { host, protocol } = new URL(provider.issuer)
  const url = raw.url ?? '/'
  reply.hijack()
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) reply.raw.setHeader(name, value)
  }
  raw.headers['x-forwarded-host'] = host
  raw.headers['x-forwarded-proto'] = protocol.slice(0, -1)
  // As frameworks that mount one application in another do: the provider finds its own path by comparing both.
  Object.assign(raw, { originalUrl: url, url: url.slice(MOUNT.length) })
  await provider.callback()(raw, reply.raw)
}
