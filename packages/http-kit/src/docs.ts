import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import type { ErrorCatalog } from './error-catalog.ts'
import { errorsPage } from './errors-page.ts'
import { openapiBase, openapiTransform } from './openapi.ts'

export interface DocsOptions {
  title: string
  version: string
  catalog: ErrorCatalog
}

/** Nothing is fetched from anywhere else: the page works in an entity's network without Internet. */
const pagePolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"
const uiPolicy =
  "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; frame-ancestors 'none'"

/** Collects the routes registered from here on; must come before them. */
export async function installOpenapi(app: FastifyInstance, options: DocsOptions): Promise<void> {
  await app.register(swagger, {
    openapi: openapiBase(options.title, options.version),
    transform: openapiTransform(options.catalog),
    transformObject: jsonSchemaTransformObject,
  })
}

/** `/openapi.json`, the browsable `/docs`, and `/docs/errors`, where the `type` of a problem leads. */
export async function docsRoutes(app: FastifyInstance, options: DocsOptions): Promise<void> {
  const config = { auth: 'public' } as const
  const page = errorsPage(options.title, options.catalog)
  app.get('/openapi.json', { config, schema: { hide: true } }, async (_request, reply) =>
    reply.header('cache-control', 'no-cache').send(app.swagger()),
  )
  app.get('/docs/errors', { config, schema: { hide: true } }, async (_request, reply) =>
    reply.type('text/html; charset=utf-8').header('content-security-policy', pagePolicy).send(page),
  )
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: uiPolicy,
    theme: { title: options.title },
    uiConfig: { docExpansion: 'list', deepLinking: true },
    validatorUrl: false,
  })
}
