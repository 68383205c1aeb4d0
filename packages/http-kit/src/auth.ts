import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Caller, Verifier } from './caller.ts'
import { ProblemError, problem } from './problem.ts'

const kCaller = Symbol('caller')

type Identified = FastifyRequest & { [kCaller]?: Caller | undefined }

/** RFC 6750 §2.1, with the scheme in any case. */
const bearer = /^bearer +([A-Za-z0-9._~+/-]+=*) *$/i

/** Who calls, undefined on public routes and before the token was checked. */
export function callerOf(request: FastifyRequest): Caller | undefined {
  return (request as Identified)[kCaller]
}

/**
 * Puts the token check before everything else that a route does.
 * @param onRefused told of every 401 before it goes out, so that guessing can be slowed down; may throw instead
 */
export function installAuth(
  app: FastifyInstance,
  verifier: Verifier,
  onRefused: (request: FastifyRequest) => Promise<void>,
): void {
  app.decorateRequest('caller', {
    getter(this: FastifyRequest) {
      const caller = callerOf(this)
      if (!caller) throw new Error('request.caller on a public route')
      return caller
    },
  })
  app.addHook('onRequest', async (request) => {
    const { auth } = request.routeOptions.config
    if (request.is404 || auth === 'public') return
    if (!auth) throw new Error('a route without config.auth was reached')
    const caller = await identify(request, verifier).catch(async (error: unknown) => {
      if (isRefusal(error)) await onRefused(request)
      throw error
    })
    ;(request as Identified)[kCaller] = caller
    if (!auth.scopes.some((scope) => caller.scopes.includes(scope))) throw scopeMissing(auth.scopes)
  })
}

async function identify(request: FastifyRequest, verifier: Verifier): Promise<Caller> {
  const header = request.headers.authorization
  if (header === undefined || !/^bearer\b/i.test(header)) {
    throw problem('token-missing', {
      detail: 'Envíe el encabezado Authorization: Bearer con un token de acceso.',
      headers: { 'www-authenticate': challenge() },
    })
  }
  const token = bearer.exec(header)?.[1]
  if (token === undefined) throw invalid('El encabezado Authorization no trae un token.')
  try {
    return await verifier.verify(token)
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'token-invalid') {
      throw invalid(error.options.detail, error.cause)
    }
    throw error
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof ProblemError && (error.code === 'token-invalid' || error.code === 'token-missing')
}

function invalid(detail: string | undefined, cause?: unknown): ProblemError {
  return problem('token-invalid', {
    detail,
    cause,
    headers: { 'www-authenticate': challenge({ error: 'invalid_token' }) },
  })
}

function scopeMissing(scopes: readonly string[]): ProblemError {
  const needed = scopes.map((scope) => `«${scope}»`).join(' o ')
  return problem('scope-missing', {
    detail: `El token necesita el permiso ${needed}.`,
    extra: { scopes },
    headers: { 'www-authenticate': challenge({ error: 'insufficient_scope', scope: scopes.join(' ') }) },
  })
}

/** RFC 6750 §3: the realm, then why. */
function challenge(parameters: Record<string, string> = {}): string {
  const all = Object.entries({ realm: 'ventanilla', ...parameters })
  return `Bearer ${all.map(([name, value]) => `${name}="${value}"`).join(', ')}`
}
