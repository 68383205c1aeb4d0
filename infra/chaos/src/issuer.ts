import { serveIssuer } from '@ventanilla/http-kit/testing'

export interface Issuer extends AsyncDisposable {
  environment: Readonly<Record<string, string>>
  token(): string
}

/** Half of what a token is good for. */
const TOKEN_FOR_MS = 300_000

/** Who issues the tokens of the load. It outlives every service that is killed, as a real one would. */
export async function startIssuer(): Promise<Issuer> {
  const issuer = await serveIssuer('chaos')
  let token = ''
  let until = 0
  return {
    environment: issuer.environment,
    token() {
      if (performance.now() >= until) {
        token = issuer.tokenOf({ scope: 'filings:write cases:read cases:work' })
        until = performance.now() + TOKEN_FOR_MS
      }
      return token
    },
    [Symbol.asyncDispose]: () => issuer[Symbol.asyncDispose](),
  }
}
