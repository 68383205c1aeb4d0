import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  type JSONWebKeySet,
  type JWTPayload,
  jwtVerify,
} from 'jose'
import type { Caller, Verifier } from './caller.ts'
import { type ProblemError, problem } from './problem.ts'
import { holdBack, type KeySource, KeysUnreachable } from './remote-keys.ts'
import { tokenCache } from './token-cache.ts'

/** Asymmetric only: `none` and HS* would let whoever knows a public key sign (RFC 8725 §3.1). */
const defaultAlgorithms = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
]

/** Seconds by which our clock and the issuer's may differ. */
const clockTolerance = 30

export interface VerifierOptions {
  issuer: string
  audience: string | string[]
  /** the issuer's keys: fetched and cached for 10 minutes, again at most every 30 s for an unknown key id */
  jwksUri?: string | URL
  /** or the keys themselves */
  jwks?: JSONWebKeySet
  algorithms?: readonly string[]
  /** the time to hold `exp` and `nbf` against; the wall clock by default, whatever the business clock says */
  now?: () => Date
}

/**
 * A verifier of JWT access tokens against one issuer.
 * @throws Error on a configuration that would accept unsigned or symmetric tokens, or without exactly one key source
 */
export function createVerifier(options: VerifierOptions): Verifier {
  const algorithms = [...(options.algorithms ?? defaultAlgorithms)]
  const weak = algorithms.find((algorithm) => !defaultAlgorithms.includes(algorithm))
  if (weak !== undefined) throw new Error(`token algorithm '${weak}' is not allowed`)
  const keys = keySource(options)
  const cache = tokenCache(() =>
    (options.now?.() ?? new Date(performance.timeOrigin + performance.now())).getTime(),
  )
  return {
    async verify(token) {
      const known = cache.get(token)
      if (known) return known
      try {
        const { payload } = await jwtVerify(token, keys, {
          algorithms,
          issuer: options.issuer,
          audience: options.audience,
          clockTolerance,
          requiredClaims: ['exp'],
          ...(options.now ? { currentDate: options.now() } : {}),
        })
        const caller = callerOf(payload)
        cache.keep(token, caller, ((payload.exp ?? 0) + clockTolerance) * 1_000)
        return caller
      } catch (error) {
        throw refusalOf(error)
      }
    },
  }
}

function keySource(options: VerifierOptions): KeySource {
  const { jwks, jwksUri } = options
  if (jwks && jwksUri === undefined) return createLocalJWKSet(jwks)
  if (jwksUri === undefined || jwks) throw new Error('a verifier needs either jwks or jwksUri')
  return holdBack(createRemoteJWKSet(new URL(jwksUri), { timeoutDuration: 5_000, cooldownDuration: 30_000 }))
}

function callerOf(payload: JWTPayload): Caller {
  const client = payload.client_id ?? payload.azp
  if (typeof client !== 'string' || client === '')
    throw tokenInvalid('El token no dice qué cliente lo pidió.')
  const entity = payload.entity
  if (entity !== undefined && (typeof entity !== 'string' || entity === '')) {
    throw tokenInvalid('El token trae una entidad que no se entiende.')
  }
  return {
    client,
    subject: payload.sub ?? client,
    scopes: scopesOf(payload.scope),
    ...(entity === undefined ? {} : { entity }),
  }
}

function scopesOf(scope: unknown): string[] {
  const listed: unknown[] = typeof scope === 'string' ? scope.split(' ') : Array.isArray(scope) ? scope : []
  return listed.filter((item): item is string => typeof item === 'string' && item !== '')
}

function refusalOf(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) return tokenInvalid('El token venció. Pida uno nuevo.', error)
  if (error instanceof errors.JWTClaimValidationFailed) return tokenInvalid(claimDetail(error.claim), error)
  if (error instanceof KeysUnreachable) return problem('unavailable', { cause: error })
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) {
    return tokenInvalid('El token está firmado con una clave que no se conoce.', error)
  }
  if (error instanceof errors.JOSEAlgNotAllowed) {
    return tokenInvalid('El token usa un algoritmo que no se admite.', error)
  }
  if (error instanceof errors.JOSEError) return tokenInvalid('El token no se pudo comprobar.', error)
  return error
}

function claimDetail(claim: string): string {
  switch (claim) {
    case 'iss':
      return 'El token es de otro emisor.'
    case 'aud':
      return 'El token es para otro servicio.'
    case 'nbf':
      return 'El token todavía no es válido.'
    case 'exp':
      return 'El token no dice cuándo vence.'
    default:
      return 'Al token le falta un dato.'
  }
}

function tokenInvalid(detail: string, cause?: unknown): ProblemError {
  return problem('token-invalid', { detail, cause })
}
