import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { type DocsOptions, docsRoutes, installOpenapi } from './docs.ts'
import { notFound } from './not-found.ts'
import { installRateLimits, type RateLimits } from './rate-limits.ts'
import { checkRoute } from './route-config.ts'

/** Marks the scope of the kit's own pages, whose plugins can't be told to write `config.auth`. */
const kOwnPages = Symbol('own pages')

/** Limits, documentation and the check of every route; in this order, before any service's routes. */
export function installOwnPlugins(app: FastifyInstance, docs: DocsOptions, limits: RateLimits): void {
  let loaded = false
  app.addHook('onRoute', function (route) {
    if (kOwnPages in this) route.config = { auth: 'public', ...route.config }
    else if (!loaded) {
      throw new Error(`route ${route.url}: register routes in a plugin, or await the server first`)
    }
    checkRoute(route, docs.catalog)
  })
  app.register(
    fp(async (root: FastifyInstance) => {
      await installRateLimits(root, limits)
      await installOpenapi(root, docs)
      root.setNotFoundHandler({ preHandler: root.rateLimit() }, async (request) => {
        throw notFound(root, request)
      })
      loaded = true
    }),
  )
  app.register(async (pages) => {
    pages.decorate(kOwnPages, true)
    await docsRoutes(pages, docs)
  })
}
