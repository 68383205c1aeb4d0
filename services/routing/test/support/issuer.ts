import { generateKeyPairSync, sign } from 'node:crypto'
import { createVerifier } from '@ventanilla/http-kit'

const issuer = 'https://identidad.example.test'
const audience = 'ventanilla'
const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'ES256', use: 'sig' }

/** Trusts the tokens made here. */
export const verifier = createVerifier({ issuer, audience, jwks: { keys: [jwk] } })

/** A token signed on this machine. @param scope with spaces between */
export function token(scope: string, claims: Record<string, unknown> = {}): string {
  const exp = Math.floor(Date.now() / 1000) + 300
  const payload = { iss: issuer, aud: audience, exp, client_id: 'consola', sub: 'agente-7', scope, ...claims }
  const unsigned = [{ alg: 'ES256', kid: 'k1' }, payload]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  const key = { key: privateKey, dsaEncoding: 'ieee-p1363' as const }
  return `${unsigned}.${sign('sha256', Buffer.from(unsigned), key).toString('base64url')}`
}
