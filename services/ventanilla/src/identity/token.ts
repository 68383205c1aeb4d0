import { z } from 'zod'

export interface Credentials {
  /** The issuer's URL, such as 'http://127.0.0.1:7070/oidc'. */
  issuer: string
  client: string
  secret: string
  /** Permissions separated by spaces. */
  scope: string
}

export interface AccessToken {
  token: string
  /** Seconds from when it was asked for. */
  expiresIn: number
}

/** The issuer said no. `code` is OAuth's: 'invalid_client', 'invalid_scope', … */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused'
  readonly code: string
  readonly status: number

  constructor(status: number, code: string, description: string | undefined) {
    super(`El emisor de tokens respondió ${status} ${code}${description ? `: ${description}` : ''}`)
    this.status = status
    this.code = code
  }
}

const metadataSchema = z.looseObject({ issuer: z.string(), token_endpoint: z.url() })
const answerSchema = z.looseObject({ access_token: z.string(), expires_in: z.number().positive() })
const refusalSchema = z.looseObject({ error: z.string(), error_description: z.string().optional() })

const PATIENCE_MS = 10_000
/** A token is left before its end, so that it doesn't expire on its way. */
const SPARE_SECONDS = 30

/** A fresh token by client credentials (RFC 6749 §4.4), from any issuer that publishes its metadata. */
export async function obtainToken(credentials: Credentials): Promise<AccessToken> {
  const { issuer, client, secret, scope } = credentials
  const response = await fetch(await tokenEndpoint(issuer), {
    method: 'POST',
    headers: { authorization: `Basic ${basic(client, secret)}`, accept: 'application/json' },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope }),
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
  const body: unknown = await response.json().catch(() => undefined)
  if (!response.ok) {
    const { data } = refusalSchema.safeParse(body)
    throw new TokenRefused(response.status, data?.error ?? 'unreadable_answer', data?.error_description)
  }
  const { access_token, expires_in } = answerSchema.parse(body)
  return { token: access_token, expiresIn: expires_in }
}

/** Gives a token that is good for a while yet; asks for a new one shortly before it ends, once for all who wait. */
export function tokenSource(
  credentials: Credentials,
  elapsedMs: () => number = () => performance.now(),
): () => Promise<string> {
  const ask = async () => {
    const since = elapsedMs()
    const { token, expiresIn } = await obtainToken(credentials)
    return { token, until: since + Math.max(expiresIn - SPARE_SECONDS, expiresIn / 2) * 1000 }
  }
  let asked: ReturnType<typeof ask> | undefined

  return async () => {
    const before = asked
    const held = await before?.catch(() => undefined)
    if (held && elapsedMs() < held.until) return held.token
    // Of all who waited for the one that ended, the first asks; the others find its question already there.
    const now = asked !== undefined && asked !== before ? asked : ask()
    asked = now
    return (await now).token
  }
}

async function tokenEndpoint(issuer: string): Promise<string> {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
  if (!response.ok) throw new TokenRefused(response.status, 'no_metadata', undefined)
  const metadata = metadataSchema.parse(await response.json())
  // OpenID Connect Discovery §4.3: metadata that names another issuer is somebody else's.
  if (metadata.issuer !== issuer) throw new TokenRefused(response.status, 'other_issuer', metadata.issuer)
  return metadata.token_endpoint
}

/** RFC 6749 §2.3.1: both parts are form-encoded before they are joined. */
function basic(client: string, secret: string): string {
  return Buffer.from(`${encodeURIComponent(client)}:${encodeURIComponent(secret)}`).toString('base64')
}
