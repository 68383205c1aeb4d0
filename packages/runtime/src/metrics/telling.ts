import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import { collect, type Told, watchDelay } from './collect.ts'
import { createMetrics } from './registry.ts'

export interface Telling {
  /** Counts the requests of a server; to be called before it has any routes. */
  watch(app: Pick<FastifyInstance, 'addHook'>): void
  plugin(told: Told): FastifyPluginAsync
  close(): void
}

/** Whoever scrapes more often reads the same again: the route is public, and costs questions. */
const FRESH_MS = 1_000

/** `/metrics`: what a process tells of itself in the text format of Prometheus. */
export function createTelling(): Telling {
  const metrics = createMetrics()
  const delay = watchDelay()
  let last: { at: number; text: Promise<string> } | undefined

  function text(told: Told): Promise<string> {
    if (!last || performance.now() - last.at > FRESH_MS)
      last = { at: performance.now(), text: collect(metrics, told, delay).then(() => metrics.text()) }
    return last.text
  }

  return {
    watch(app) {
      app.addHook('onResponse', async ({ method, routeOptions, is404 }, reply) => {
        const route = (!is404 && routeOptions.url) || 'none'
        const labels = { method, route, status: reply.statusCode }
        metrics.observe('ventanilla_http_request_duration_seconds', reply.elapsedTime / 1_000, labels)
      })
    },
    plugin: (told) => async (app) => {
      app.get(
        '/metrics',
        { config: { auth: 'public', rateLimit: false }, schema: { hide: true } },
        async (_request, reply) =>
          reply
            .header('cache-control', 'no-store')
            .type(metrics.contentType)
            .send(await text(told)),
      )
    },
    close: () => delay.disable(),
  }
}
