import type { EventEmitter } from 'node:events'
import {
  type ClientMetadata,
  errors,
  type KoaContextWithOIDC,
  Provider,
  type ResourceServer,
} from 'oidc-provider'
import type { IdentityClient } from './clients.ts'
import { NoStore } from './no-store.ts'
import { AUDIENCE, RESOURCE, SCOPES } from './scopes.ts'
import type { SigningKeys } from './signing-keys.ts'

/** Seconds a token is good for. */
export const TOKEN_SECONDS = 600

export interface IssuerOptions {
  /** Its URL, which stands in every token as `iss`. */
  issuer: string
  keys: SigningKeys
  clients: readonly IdentityClient[]
  onError(error: Error): void
}

/** The certified provider, cut down to client credentials answered with JWT access tokens (RFC 9068). */
export function createIssuer({ issuer, keys, clients, onError }: IssuerOptions): Provider {
  const provider = new Provider(issuer, {
    adapter: NoStore,
    jwks: keys.private,
    clients: clients.map(metadataOf),
    extraClientMetadata: { properties: ['entity'] },
    scopes: [...SCOPES],
    responseTypes: [],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post'],
    ttl: { ClientCredentials: TOKEN_SECONDS },
    features: {
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => RESOURCE,
        getResourceServerInfo: (ctx, resource) => resourceServer(ctx, resource),
      },
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
    },
    clientBasedCORS: () => false,
    extraTokenClaims: (_ctx, { client }) => {
      const entity = client?.entity
      return typeof entity === 'string' ? { entity } : undefined
    },
    renderError: (ctx, out) => {
      ctx.type = 'json'
      ctx.body = out
    },
  })
  // Whatever address somebody reached us by, tokens and discovery speak of the issuer's own.
  provider.proxy = true
  provider.use(withoutBrowserFlows)
  provider.on('server_error', (_ctx, error) => onError(error))
  // Koa writes to the console when nobody listens; its event is missing from the provider's types.
  const koa: Pick<EventEmitter, 'on'> = provider
  koa.on('error', onError)
  return provider
}

function metadataOf({ id, secret, scopes, entity }: IdentityClient): ClientMetadata {
  return {
    client_id: id,
    client_secret: secret,
    scope: scopes.join(' '),
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
    ...(entity === undefined ? {} : { entity }),
  }
}

/** oidc-provider drops scopes it doesn't know in silence; who asks for one should learn of it. */
function resourceServer(ctx: KoaContextWithOIDC, resource: string): ResourceServer {
  if (resource !== RESOURCE) throw new errors.InvalidTarget()
  const asked = [...ctx.oidc.requestParamScopes]
  if (asked.length === 0) throw new errors.InvalidScope('pida al menos un permiso en scope', '')
  const unknown = asked.find((scope) => !SCOPES.some((known) => known === scope))
  if (unknown !== undefined) throw new errors.InvalidScope('ese permiso no existe', unknown)
  return {
    scope: SCOPES.join(' '),
    audience: AUDIENCE,
    accessTokenTTL: TOKEN_SECONDS,
    accessTokenFormat: 'jwt',
    jwt: { sign: { alg: 'RS256' } },
  }
}

// Nobody signs in here, and an address that isn't mounted should not be announced.
async function withoutBrowserFlows(ctx: KoaContextWithOIDC, next: () => Promise<unknown>): Promise<void> {
  await next()
  if (ctx.oidc?.route === 'discovery') delete (ctx.body as Record<string, unknown>).authorization_endpoint
}
