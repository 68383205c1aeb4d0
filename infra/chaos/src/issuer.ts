import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { testIssuer } from '@ventanilla/http-kit/testing'

export interface Issuer extends AsyncDisposable {
  environment: Readonly<Record<string, string>>
  token(): string
}

const TOKEN_FOR_MS = 300_000

/** Who issues the tokens of the load. It outlives every service that is killed, as a real one would. */
export async function startIssuer(): Promise<Issuer> {
  const issuer = testIssuer('chaos')
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(issuer.jwks))
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  let token = ''
  let until = 0
  return {
    environment: { OIDC_ISSUER: issuer.issuer, OIDC_JWKS_URI: `http://127.0.0.1:${port}/jwks` },
    token() {
      if (performance.now() >= until) {
        token = issuer.tokenOf({ scope: 'filings:write cases:read cases:work' })
        until = performance.now() + TOKEN_FOR_MS
      }
      return token
    },
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
