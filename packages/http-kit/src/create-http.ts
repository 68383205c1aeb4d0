import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  LogController,
  type RawReplyDefaultExpression,
  type RawRequestDefaultExpression,
  type RawServerDefault,
} from 'fastify'
import type { FastifyPluginAsyncZod, ZodTypeProvider } from 'fastify-type-provider-zod'
import { installAuth } from './auth.ts'
import { baseErrors } from './base-errors.ts'
import { installBodyParser } from './body-parser.ts'
import type { Verifier } from './caller.ts'
import { clientErrorHandler } from './client-errors.ts'
import type { Documents } from './docs.ts'
import { type ErrorCatalog, mergeCatalogs } from './error-catalog.ts'
import { createErrorReply } from './error-reply.ts'
import { installGuards } from './guards.ts'
import { installOwnPlugins } from './own-plugins.ts'
import { countRefusal, type RateLimits } from './rate-limits.ts'
import { requestIds } from './request-id.ts'
import { installRequestLog, logRequest } from './request-log.ts'
import { type ContractMode, createSerializerCompiler } from './serializer.ts'
import { trusting } from './trusted-peers.ts'
import { installUnusedConnections } from './unused-connections.ts'
import { validatorCompiler } from './validator.ts'

/** The server, typed by zod schemas. */
export type Http = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>

/** What a service exports as `http`: `async (app) => { app.get(…) }`. */
export type HttpRoutes = FastifyPluginAsyncZod

export interface HttpOptions {
  /** Spanish, shown on the documentation page */
  title: string
  version: string
  verifier: Verifier
  /** the codes of the services mounted here; the base ones are added */
  errors: readonly ErrorCatalog[]
  /** without one nothing is logged */
  logger?: FastifyBaseLogger
  /** bytes, 1 MiB by default; a route may set its own */
  bodyLimit?: number
  rateLimits?: RateLimits
  /** see `ContractMode`; `enforce` under NODE_ENV=test, else `tolerate` */
  contract?: ContractMode
  /** addresses or networks ('10.0.0.0/8') whose X-Forwarded-For and X-Request-Id are believed; none by default */
  trustProxy?: readonly string[]
  /** what it documents when that isn't its own routes: a gateway speaks for those behind it */
  documents?: () => Promise<Documents>
  /** milliseconds a client has to send a whole request; five minutes suit an attachment over a slow line */
  requestTimeoutMs?: number
}

/**
 * A server that answers every error as application/problem+json, lets nobody in without a token where the route
 * doesn't say 'public', and documents itself.
 *
 * Register routes in plugins (`app.register(service.http)`), or `await` the server first: those added before its
 * own plugins have loaded would go without limits and documentation, so they are refused.
 *
 * @throws Error when two catalogs share a code
 */
export function createHttp(options: HttpOptions): Http {
  const contract = options.contract ?? (process.env.NODE_ENV === 'test' ? 'enforce' : 'tolerate')
  const catalog = mergeCatalogs([baseErrors, ...options.errors])
  const errorReply = createErrorReply(catalog, contract)
  const app = newServer(options, errorReply).withTypeProvider<ZodTypeProvider>()

  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(createSerializerCompiler(contract))
  app.setErrorHandler((error, request, reply) => errorReply(error, request, reply))
  installBodyParser(app)
  installRequestLog(app)
  installGuards(app)
  installUnusedConnections(app)
  installAuth(app, options.verifier, (request) => countRefusal(app, request))
  installOwnPlugins(
    app,
    { title: options.title, version: options.version, catalog, documents: options.documents },
    options.rateLimits ?? {},
  )
  return app
}

function newServer(options: HttpOptions, errorReply: ReturnType<typeof createErrorReply>) {
  const requestTimeout = options.requestTimeoutMs ?? 300_000
  const trusted = trusting(options.trustProxy ?? [])
  return fastify({
    ...(options.logger ? { loggerInstance: options.logger } : {}),
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: requestIds(trusted),
    bodyLimit: options.bodyLimit ?? 1_048_576,
    trustProxy: trusted,
    requestTimeout,
    // A missing Host is refused by a guard: Node's own refusal has no body.
    http: { connectionsCheckingInterval: Math.min(30_000, requestTimeout), requireHostHeader: false },
    routerOptions: { maxParamLength: 200 },
    // Fastify's own answer while closing isn't a problem body; see installGuards.
    return503OnClosing: false,
    clientErrorHandler,
    frameworkErrors: (error, request, reply) => {
      reply.header('x-request-id', request.id)
      errorReply(error, request, reply)
      logRequest(request, reply)
    },
  })
}
