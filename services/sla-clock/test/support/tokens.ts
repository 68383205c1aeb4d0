import { createVerifier } from '@ventanilla/http-kit'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'

const issuer = 'https://identidad.example.test'
const audience = 'ventanilla'
const { publicKey, privateKey } = await generateKeyPair('ES256')
const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' }

export const verifier = createVerifier({ issuer, audience, jwks: { keys: [jwk] } })

/** A bearer header of the issuer that `verifier` trusts. */
export async function bearer(scope: string, claims: Record<string, string> = {}) {
  const token = await new SignJWT({ client_id: 'adaptador', sub: 'adaptador', scope, ...claims })
    .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setExpirationTime('10m')
    .sign(privateKey)
  return { authorization: `Bearer ${token}` }
}
