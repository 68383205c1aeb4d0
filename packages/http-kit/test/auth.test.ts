import { createServer } from 'node:http'
import { SignJWT, UnsecuredJWT } from 'jose'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { createVerifier, type Http, type HttpRoutes } from '../src/index.ts'
import { holdBack, KeysUnreachable } from '../src/remote-keys.ts'
import { audience, issuer, server, testIssuer, token } from './support.ts'

const callerSchema = z.strictObject({
  client: z.string(),
  subject: z.string(),
  scopes: z.array(z.string()),
  entity: z.string().optional(),
})

const routes: HttpRoutes = async (app) => {
  const config = { auth: { scopes: ['filings:write', 'admin'] } } as const
  const schema = { response: { 200: callerSchema } }
  app.get('/me', { config, schema }, async (request) => ({
    ...request.caller,
    scopes: [...request.caller.scopes],
  }))
  app.get('/open', { config: { auth: 'public' }, schema }, async (request) => ({
    ...request.caller,
    scopes: [],
  }))
}

let app: Http
beforeEach(async () => {
  app = await server(routes)
})

async function get(authorization?: string) {
  const response = await app.inject({ url: '/me', headers: authorization ? { authorization } : {} })
  return { status: response.statusCode, challenge: response.headers['www-authenticate'], ...response.json() }
}

const withToken = async (...claims: Parameters<typeof token>) => get(`Bearer ${await token(...claims)}`)

describe('a good token', () => {
  it('tells who calls', async () => {
    expect(await withToken({ sub: 'u-1', scope: 'openid admin', entity: 'icetex' })).toEqual({
      status: 200,
      client: 'adapter-1',
      subject: 'u-1',
      scopes: ['openid', 'admin'],
      entity: 'icetex',
    })
  })

  it('may list its scopes, and name its client as Keycloak does', async () => {
    const answer = await withToken({ client_id: undefined, azp: 'k', scope: ['filings:write'] })
    expect(answer).toMatchObject({ status: 200, client: 'k' })
  })

  it('is good for thirty seconds more, since clocks differ', async () => {
    const now = Math.floor(performance.timeOrigin + performance.now()) / 1000
    expect((await withToken({ exp: Math.floor(now) - 20 })).status).toBe(200)
    expect(await withToken({ exp: Math.floor(now) - 40 })).toMatchObject({ code: 'token-invalid' })
    expect((await withToken({ nbf: Math.floor(now) + 20 })).status).toBe(200)
    expect(await withToken({ nbf: Math.floor(now) + 40 })).toMatchObject({ code: 'token-invalid' })
  })
})

describe('no token', () => {
  it.each([undefined, 'Basic YTpi', 'adapter-1'])('%s is token-missing', async (authorization) => {
    expect(await get(authorization)).toMatchObject({
      status: 401,
      code: 'token-missing',
      challenge: 'Bearer realm="ventanilla"',
    })
  })
})

describe('a bad token', () => {
  it.each([
    ['expired', { exp: 1_600_000_000 }, 'El token venció. Pida uno nuevo.'],
    ['of another issuer', { iss: 'https://otro.test' }, 'El token es de otro emisor.'],
    ['for another service', { aud: 'otro' }, 'El token es para otro servicio.'],
    ['of nobody', { client_id: undefined }, 'El token no dice qué cliente lo pidió.'],
    ['of a strange entity', { entity: 7 }, 'El token trae una entidad que no se entiende.'],
  ])('%s is token-invalid', async (_what, claims, detail) => {
    expect(await withToken(claims)).toMatchObject({
      status: 401,
      code: 'token-invalid',
      detail,
      challenge: 'Bearer realm="ventanilla", error="invalid_token"',
    })
  })

  it('has to say when it expires', async () => {
    const { jwks, privateKey } = await testIssuer()
    app = await server(routes, { verifier: createVerifier({ issuer, audience, jwks }) })
    const eternal = await new SignJWT({ client_id: 'a' })
      .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
      .setIssuer(issuer)
      .setAudience(audience)
      .sign(privateKey)
    expect(await get(`Bearer ${eternal}`)).toMatchObject({ detail: 'El token no dice cuándo vence.' })
  })

  it('is one that nobody signed, or signed with what everybody knows', async () => {
    const claims = { client_id: 'a', scope: 'admin', iss: issuer, aud: audience, exp: 4_000_000_000 }
    const unsigned = new UnsecuredJWT(claims).encode()
    const symmetric = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
      .sign(new TextEncoder().encode('a public key of the issuer, as text'))
    for (const bad of [unsigned, symmetric]) {
      expect(await get(`Bearer ${bad}`)).toMatchObject({ status: 401, code: 'token-invalid' })
    }
    expect(() => createVerifier({ issuer, audience, jwks: { keys: [] }, algorithms: ['HS256'] })).toThrow(
      /HS256/,
    )
  })

  it('is one signed by another under the same key id, or garbage, and is never echoed', async () => {
    const other = await testIssuer()
    for (const bad of [await other.token(), 'eyJhbGciOiJFUzI1NiJ9.garbage.garbage', 'a b', '']) {
      const answer = await get(`Bearer ${bad}`)
      expect(answer).toMatchObject({ status: 401, code: 'token-invalid' })
      if (bad.length > 3) expect(JSON.stringify(answer)).not.toContain(bad)
    }
  })
})

describe('scopes', () => {
  it('any one of them is enough; without one, scope-missing names them', async () => {
    expect((await withToken({ scope: 'admin' })).status).toBe(200)
    expect(await withToken({ scope: 'cases:read filings:writer' })).toMatchObject({
      status: 403,
      code: 'scope-missing',
      detail: 'El token necesita el permiso «filings:write» o «admin».',
      scopes: ['filings:write', 'admin'],
      challenge: 'Bearer realm="ventanilla", error="insufficient_scope", scope="filings:write admin"',
    })
  })
})

describe('a public route', () => {
  it('knows no caller; asking for one is a bug', async () => {
    expect((await app.inject('/open')).json()).toMatchObject({ code: 'internal-error' })
  })
})

describe('keys at an address', () => {
  async function keyServer(first: object) {
    let answer: object | undefined = first
    let fetches = 0
    const http = createServer((_request, response) => {
      fetches++
      response.writeHead(answer ? 200 : 500).end(JSON.stringify(answer ?? {}))
    })
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void http.close())
    const address = http.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    return {
      jwksUri: `http://127.0.0.1:${address.port}/jwks`,
      serve: (next: object | undefined) => {
        answer = next
      },
      fetches: () => fetches,
    }
  }

  it('are fetched once, and not again for every unknown key id', async () => {
    const mine = await testIssuer()
    const keys = await keyServer(mine.jwks)
    app = await server(routes, { verifier: createVerifier({ issuer, audience, jwksUri: keys.jwksUri }) })
    const stranger = await (await testIssuer('k2')).token()
    expect((await get(`Bearer ${await mine.token()}`)).status).toBe(200)
    for (let i = 0; i < 5; i++) {
      expect(await get(`Bearer ${stranger}`)).toMatchObject({ status: 401, code: 'token-invalid' })
    }
    expect(keys.fetches()).toBe(1)
  })

  it('that cannot be had make the service unavailable, not the token bad, and rest before the next try', async () => {
    const mine = await testIssuer()
    const keys = await keyServer(mine.jwks)
    keys.serve(undefined)
    app = await server(routes, { verifier: createVerifier({ issuer, audience, jwksUri: keys.jwksUri }) })
    const good = `Bearer ${await mine.token()}`
    for (let i = 0; i < 5; i++) expect(await get(good)).toMatchObject({ status: 503, code: 'unavailable' })
    expect(keys.fetches()).toBe(1)
  })

  it('that came once go on serving known tokens while the issuer is down', async () => {
    let now = 0
    const mine = await testIssuer()
    const local = createVerifier({ issuer, audience, jwks: mine.jwks })
    expect(await local.verify(await mine.token())).toMatchObject({ client: 'adapter-1' })
    const broken = Object.assign(() => Promise.reject(new Error('down')), {
      fresh: true,
      coolingDown: false,
      reloading: false,
      reload: async () => {},
      jwks: () => mine.jwks,
    })
    const find = holdBack(broken, () => now)
    const header = { alg: 'ES256', kid: 'k1' }
    await expect(find(header, undefined)).rejects.toThrow(KeysUnreachable)
    expect(await find(header, undefined)).toMatchObject({ type: 'public' })
    await expect(find({ ...header, kid: 'k2' }, undefined)).rejects.toThrow(KeysUnreachable)
    now = 5_000
    await expect(find(header, undefined)).rejects.toThrow(KeysUnreachable)
  })

  it('come from one place', () => {
    expect(() => createVerifier({ issuer, audience })).toThrow(/either/)
    expect(() => createVerifier({ issuer, audience, jwks: { keys: [] }, jwksUri: 'https://a.test' })).toThrow(
      /either/,
    )
  })
})
