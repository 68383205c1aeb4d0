import type { FastifyContextConfig, RouteOptions } from 'fastify'
import { $ZodType } from 'zod/v4/core'
import type { Caller } from './caller.ts'
import { type ErrorCatalog, entryOf } from './error-catalog.ts'
import { droppingObject } from './strict-schema.ts'

/** Who may call a route: anyone, or whoever holds any one of the scopes. */
export type RouteAuth = 'public' | { scopes: readonly [string, ...string[]] }

declare module 'fastify' {
  interface FastifyContextConfig {
    /** who may call; a route without it fails at registration */
    auth?: RouteAuth
    /**
     * Media types of the body, ['application/json'] by default. JSON types are parsed; any other arrives in
     * `request.body` as a stream that fails past `bodyLimit`. 'untouched' leaves `request.raw` unread, for a handler
     * that hands it to another framework.
     */
    consumes?: readonly string[] | 'untouched'
    /** keep the bytes of the body in `request.rawBody` */
    rawBody?: boolean
    /** codes that this route answers beside the base ones; OpenAPI lists them */
    errors?: readonly string[]
  }
  interface FastifyRequest {
    /** who calls; reading it on a public route is a bug and throws */
    readonly caller: Caller
    /** the body as it came, on routes with `config.rawBody`; empty when there was none */
    readonly rawBody: Buffer
  }
}

/**
 * Refuses a route that could not be served as promised.
 * @throws Error naming the route and what to write
 */
export function checkRoute(route: RouteOptions, errors: ErrorCatalog): void {
  const fail = (what: string) => {
    throw new Error(`route ${[route.method].flat().join(',')} ${route.url}: ${what}`)
  }
  const config: FastifyContextConfig = route.config ?? {}
  if (!isAuth(config.auth)) fail("config.auth must be 'public' or { scopes: ['…'] }")
  const unknown = config.errors?.find((code) => entryOf(errors, code) === undefined)
  if (unknown !== undefined) fail(`config.errors names '${unknown}', which is in no catalog`)
  const schema: { body?: unknown; querystring?: unknown; response?: unknown; hide?: boolean } =
    route.schema ?? {}
  for (const [part, zod] of Object.entries({ body: schema.body, query: schema.querystring })) {
    const dropping = zod instanceof $ZodType ? droppingObject(zod, part) : undefined
    if (dropping !== undefined) fail(`'${dropping}' drops unknown keys in silence; use z.strictObject`)
  }
  if (!schema.hide && schema.response === undefined) fail('schema.response is missing (or hide: true)')
}

function isAuth(auth: RouteAuth | undefined): auth is RouteAuth {
  return auth === 'public' || (auth !== undefined && auth.scopes.length > 0)
}
