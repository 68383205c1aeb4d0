import { generateKeyPairSync, sign } from 'node:crypto'
import { createVerifier } from '@ventanilla/http-kit'

const issuer = 'https://identidad.example.test'
const audience = 'ventanilla'
const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })

export const verifier = createVerifier({
  issuer,
  audience,
  jwks: {
    keys: [{ ...publicKey.export({ format: 'jwk' }), kty: 'EC', kid: 'k1', alg: 'ES256', use: 'sig' }],
  },
})

export interface Claims {
  scope: string
  client?: string
  subject?: string
  entity?: string
}

/** A token that the verifier above accepts. */
export function tokenOf({ scope, client = 'adapter-1', subject = client, entity }: Claims): string {
  const payload = {
    iss: issuer,
    aud: audience,
    exp: Math.floor(Date.now() / 1000) + 300,
    client_id: client,
    sub: subject,
    scope,
    ...(entity !== undefined && { entity }),
  }
  const signed = [{ alg: 'ES256', kid: 'k1' }, payload].map(encoded).join('.')
  const signature = sign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' })
  return `${signed}.${signature.toString('base64url')}`
}

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
