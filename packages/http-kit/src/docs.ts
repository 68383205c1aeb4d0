import swagger from '@fastify/swagger'
import swaggerUi, { type FastifySwaggerUiOptions } from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import type { ErrorCatalog } from './error-catalog.ts'
import { errorsPage } from './errors-page.ts'
import { openapiBase, openapiTransform } from './openapi.ts'

/** What a server documents. */
export interface Documents {
  /** An OpenAPI document. */
  openapi: Record<string, unknown>
  catalog: ErrorCatalog
}

export interface DocsOptions {
  title: string
  version: string
  catalog: ErrorCatalog
  /** Instead of the server's own; asked for at each look. */
  documents?: (() => Promise<Documents>) | undefined
}

/** Nothing is fetched from anywhere else: the page works in an entity's network without Internet. */
const pagePolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"
const uiPolicy =
  "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; frame-ancestors 'none'"

/** Collects the routes registered from here on; must come before them. */
export async function installOpenapi(app: FastifyInstance, options: DocsOptions): Promise<void> {
  await app.register(swagger, {
    openapi: openapiBase(options.title, options.version, options.catalog),
    transform: openapiTransform(options.catalog),
    transformObject: jsonSchemaTransformObject,
  })
}

/** `/openapi.json`, the browsable `/docs`, and `/docs/errors`, where the `type` of a problem leads. */
export async function docsRoutes(app: FastifyInstance, options: DocsOptions): Promise<void> {
  const config = { auth: 'public' } as const
  const { title, catalog } = options
  const own = async () => ({ openapi: { ...app.swagger() }, catalog })
  const documents = options.documents ?? own
  app.get('/openapi.json', { config, schema: { hide: true } }, async (_request, reply) =>
    reply.header('cache-control', 'no-cache').send((await documents()).openapi),
  )
  app.get('/docs/errors', { config, schema: { hide: true } }, async (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', pagePolicy)
      .send(errorsPage(title, (await documents()).catalog)),
  )
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: uiPolicy,
    theme: { title },
    uiConfig: { docExpansion: 'list', deepLinking: true },
    validatorUrl: false,
    ...(options.documents && shownBy(options.documents)),
  })
}

/** The browsable page asks the server for its document in a way that can't wait: it is there before each look. */
function shownBy(documents: () => Promise<Documents>): FastifySwaggerUiOptions {
  let shown: Record<string, unknown> = {}
  return {
    uiHooks: {
      async preHandler() {
        shown = (await documents()).openapi
      },
    },
    transformSpecificationClone: false,
    transformSpecification: () => shown,
  }
}
