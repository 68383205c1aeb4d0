import { generateKeyPairSync, sign } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createVerifier } from './verifier.ts'

/** What a token of a test says. `subject` is the client when absent. */
export interface TestClaims {
  /** Permissions separated by spaces. */
  scope: string
  client?: string
  subject?: string
  entity?: string
}

/** An issuer of tokens for tests, with a key of its own, and the verifier that trusts it. */
export function testIssuer(client = 'adapter-1') {
  const issuer = 'https://identidad.example.test'
  const audience = 'ventanilla'
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const jwk = { ...publicKey.export({ format: 'jwk' }), kty: 'EC', kid: 'k1', alg: 'ES256', use: 'sig' }
  const jwks = { keys: [jwk] }
  return {
    issuer,
    /** What an issuer of its own would publish. */
    jwks,
    verifier: createVerifier({ issuer, audience, jwks }),
    tokenOf({ scope, client: id = client, subject = id, entity }: TestClaims): string {
      const exp = Math.floor(performance.timeOrigin / 1000 + performance.now() / 1000) + 600
      const payload = {
        ...{ iss: issuer, aud: audience, exp, client_id: id, sub: subject, scope },
        ...(entity !== undefined && { entity }),
      }
      const signed = [{ alg: 'ES256', kid: 'k1' }, payload].map(encoded).join('.')
      const signature = sign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' })
      return `${signed}.${signature.toString('base64url')}`
    },
  }
}

/** The same, with its keys where services of other processes find them. */
export async function serveIssuer(client?: string) {
  const issuer = testIssuer(client)
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(issuer.jwks))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    ...issuer,
    /** For the environment of a service. */
    environment: { OIDC_ISSUER: issuer.issuer, OIDC_JWKS_URI: `http://127.0.0.1:${port}/jwks` },
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
    },
  }
}

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
