import { createVerifier } from '@ventanilla/http-kit'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'

const issuer = 'https://identidad.example.test'
const audience = 'ventanilla'
const { publicKey, privateKey } = await generateKeyPair('ES256')
const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' }

/** Trusts the tokens made here. */
export const verifier = createVerifier({ issuer, audience, jwks: { keys: [jwk] } })

/** @param scope with spaces between */
export function token(scope: string, claims: JWTPayload = {}): Promise<string> {
  return new SignJWT({ client_id: 'consola', sub: 'analista-3', scope, ...claims })
    .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setExpirationTime('5m')
    .sign(privateKey)
}
