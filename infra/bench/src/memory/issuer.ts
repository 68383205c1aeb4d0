import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { testIssuer } from '@ventanilla/http-kit/testing'

const SCOPE = 'filings:write cases:read cases:work extracts:read'

/** Whose tokens the measured processes take. */
export async function serveIssuer() {
  const issuer = testIssuer('bench')
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(issuer.jwks))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    verifier: issuer.verifier,
    environment: { OIDC_ISSUER: issuer.issuer, OIDC_JWKS_URI: `http://127.0.0.1:${port}/jwks` },
    headers: () => ({ authorization: `Bearer ${issuer.tokenOf({ scope: SCOPE })}` }),
    async close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

export type Issuer = Awaited<ReturnType<typeof serveIssuer>>
