import { SERVICES } from '@ventanilla/contracts'
import type { FastifyPluginAsync } from 'fastify'
import type { Upstreams } from './upstreams.ts'

/** `/metrics/targets`: where each process tells its metrics now, as the HTTP service discovery of Prometheus reads it. */
export function metricsTargets(upstreams: Upstreams): FastifyPluginAsync {
  const options = { config: { auth: 'public', rateLimit: false }, schema: { hide: true } } as const
  return async (app) => {
    app.get('/metrics/targets', options, async (_request, reply) => {
      reply.header('cache-control', 'no-store')
      return SERVICES.flatMap((service) =>
        upstreams[service].numbered().flatMap((origin, index) => {
          if (origin === undefined) return []
          return [{ targets: [new URL(origin).host], labels: { service, replica: String(index + 1) } }]
        }),
      )
    })
  }
}
