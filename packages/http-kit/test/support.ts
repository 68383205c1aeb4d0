import { connect } from 'node:net'
import type { FastifyBaseLogger } from 'fastify'
import { exportJWK, generateKeyPair, type JSONWebKeySet, type JWTPayload, SignJWT } from 'jose'
import { onTestFinished } from 'vitest'
import { createHttp, createVerifier, type Http, type HttpOptions, type HttpRoutes } from '../src/index.ts'

export const issuer = 'https://identidad.example.test'
export const audience = 'ventanilla'

/** An issuer with one key, and its tokens. */
export async function testIssuer(kid = 'k1', alg = 'ES256') {
  const { publicKey, privateKey } = await generateKeyPair(alg)
  const jwk = { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' }
  const jwks: JSONWebKeySet = { keys: [jwk] }
  const token = (claims: JWTPayload = {}, header: Record<string, string> = {}) =>
    new SignJWT({ client_id: 'adapter-1', sub: 'adapter-1', scope: 'filings:write', ...claims })
      .setProtectedHeader({ alg, kid, ...header })
      .setIssuer(claims.iss ?? issuer)
      .setAudience(claims.aud ?? audience)
      .setExpirationTime(claims.exp ?? '5m')
      .sign(privateKey)
  return { jwks, token, privateKey }
}

const shared = await testIssuer()

/** A token of the issuer that `server` trusts. */
export const token = shared.token

export const verifier = createVerifier({ issuer, audience, jwks: shared.jwks })

/** A server with these routes, closed when the test ends. */
export async function server(routes: HttpRoutes, options: Partial<HttpOptions> = {}): Promise<Http> {
  const app = createHttp({ title: 'Prueba', version: '1.0.0', verifier, errors: [], ...options })
  onTestFinished(() => app.close())
  await app.register(routes)
  await app.ready()
  return app
}

export interface LogLine {
  level: string
  bindings: object
  fields: unknown
  message: unknown
}

/** A logger that keeps its lines. */
export function keepingLogger() {
  const lines: LogLine[] = []
  const at = (bindings: object): FastifyBaseLogger => {
    const write = (level: string) => (fields: unknown, message?: unknown) => {
      lines.push({ level, bindings, fields, message })
    }
    return {
      level: 'trace',
      fatal: write('fatal'),
      error: write('error'),
      warn: write('warn'),
      info: write('info'),
      debug: write('debug'),
      trace: write('trace'),
      silent: () => {},
      child: (more: object) => at({ ...bindings, ...more }),
    }
  }
  return { logger: at({}), lines, text: () => JSON.stringify(lines) }
}

/** Sends bytes as they are and gives back all that comes until the server hangs up. */
export function rawExchange(port: number, text: string, hold = false): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1', () => (hold ? socket.write(text) : socket.end(text)))
    socket.setEncoding('utf8')
    socket.on('data', (chunk) => {
      answer += chunk
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(answer))
  })
}

/** Starts listening on a free port of this machine. */
export async function listen(app: Http): Promise<{ port: number; url: string }> {
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  return { port: Number(new URL(url).port), url }
}
