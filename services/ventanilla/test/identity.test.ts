import { spawnSync } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHttp } from '@ventanilla/http-kit'
import { createLogger, SecretFileError } from '@ventanilla/runtime'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createIdentity, obtainToken, SCOPES, TokenRefused, tokenSource } from '../src/identity/index.ts'
import { runVerb } from './run-verb.ts'

const logger = createLogger({ level: 'silent' })

async function serve(dir: string, publicUrl?: string) {
  const identity = await createIdentity({
    dir,
    entity: 'icetex',
    logger,
    ...(publicUrl ? { publicUrl } : {}),
  })
  const app = createHttp({ title: 'Identidad', version: '1', verifier: identity.verifier, errors: [] })
  await app.register(identity.plugin)
  await app.register(async (routes) => {
    const schema = { hide: true }
    routes.get('/who', { config: { auth: { scopes: ['cases:read'] } }, schema }, async (request, reply) =>
      reply.serializer(JSON.stringify).send(request.caller),
    )
  })
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  const secretOf = (id: string) => identity.clients.find((client) => client.id === id)?.secret ?? ''
  const credentials = (client: string, scope: string, secret = secretOf(client)) => ({
    ...{ issuer: identity.issuer(), client, secret, scope },
  })
  return { identity, address, credentials, [Symbol.asyncDispose]: async () => app.close() }
}

/** What a page of the issuer answers; its shape is what the tests are about. */
async function json(response: Response) {
  return (await response.json()) as Record<string, unknown>
}

async function refusal(work: Promise<unknown>): Promise<{ status: number; code: string }> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof TokenRefused)) throw new Error('a token was given', { cause: error })
  return { status: error.status, code: error.code }
}

let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'ventanilla-identity-'))
})
afterAll(() => rm(dir, { recursive: true }))

describe('the embedded issuer', () => {
  it('gives an adapter a token that anybody can check with the published keys', async () => {
    await using server = await serve(dir)
    const { token, expiresIn } = await obtainToken(
      server.credentials('demo-adapter', 'filings:write cases:read'),
    )
    const keys = createRemoteJWKSet(new URL(`${server.address}/oidc/jwks`))
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      issuer: `${server.address}/oidc`,
      audience: 'ventanilla',
      typ: 'at+jwt',
      algorithms: ['RS256'],
    })
    expect(payload).toMatchObject({
      ...{
        client_id: 'demo-adapter',
        sub: 'demo-adapter',
        scope: 'filings:write cases:read',
        entity: 'icetex',
      },
    })
    expect(expiresIn).toBe(600)
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(600)
    expect(protectedHeader.kid).toBe(server.identity.jwks.keys[0]?.kid)
  })

  it('lets that token in where its scope is enough, and nobody without one', async () => {
    await using server = await serve(dir)
    const token = await tokenSource(server.credentials('demo-agent', 'cases:read'))()
    const who = await fetch(`${server.address}/who`, { headers: { authorization: `Bearer ${token}` } })
    expect(await who.json()).toMatchObject({ client: 'demo-agent', scopes: ['cases:read'], entity: 'icetex' })
    expect((await fetch(`${server.address}/who`)).status).toBe(401)
    const other = await tokenSource(server.credentials('demo-agent', 'cases:work'))()
    expect(
      (await fetch(`${server.address}/who`, { headers: { authorization: `Bearer ${other}` } })).status,
    ).toBe(403)
  })

  it('gives admin every scope, bound to no entity', async () => {
    await using server = await serve(dir)
    const { token } = await obtainToken(server.credentials('admin', SCOPES.join(' ')))
    const caller = await server.identity.verifier.verify(token)
    expect(caller).toEqual({ client: 'admin', subject: 'admin', scopes: [...SCOPES] })
  })

  it('lets a person in by a token of the operator’s verb, as the client they act through', {
    timeout: 180_000,
  }, async () => {
    await using server = await serve(dir)
    const data = await mkdtemp(join(tmpdir(), 'ventanilla-token-'))
    onTestFinished(() => rm(data, { recursive: true }))
    await cp(dir, join(data, 'identity'), { recursive: true })
    const verb = (...args: string[]) =>
      runVerb(['token', '--data', data, '--issuer', server.identity.issuer(), '--json', ...args])
    const given = verb('--client', 'demo-agent', '--person', 'gestora-1')
    const { token, expiresIn } = JSON.parse(given.stdout)
    expect(expiresIn).toBe(600)
    const who = await fetch(`${server.address}/who`, { headers: { authorization: `Bearer ${token}` } })
    expect(await who.json()).toEqual({
      ...{ client: 'demo-agent', subject: 'gestora-1', entity: 'icetex' },
      scopes: ['cases:work', 'cases:read'],
    })
    for (const [args, field] of [
      [['--client', 'nobody', '--person', 'gestora-1'], 'client'],
      [['--client', 'demo-agent', '--person', 'demo-supervisor'], 'person'],
      [['--client', 'demo-agent', '--person', 'ana@correo.invalid'], 'person'],
      [['--client', 'demo-agent', '--person', 'gestora-1', '--scope', 'cases:work admin'], 'scope'],
      [['--client', 'demo-agent', '--person', 'gestora-1', '--data', join(data, 'none')], 'data'],
    ] as const) {
      const { status, stdout, stderr } = verb(...args)
      expect([status, stdout, JSON.parse(stderr).error.field]).toEqual([2, '', field])
    }
  })

  it('takes the secret in the body as well', async () => {
    await using server = await serve(dir)
    const { client, secret } = server.credentials('demo-agent', '')
    const body = {
      grant_type: 'client_credentials',
      client_id: client,
      client_secret: secret,
      scope: 'cases:work',
    }
    const response = await fetch(`${server.address}/oidc/token`, {
      method: 'POST',
      body: new URLSearchParams(body),
    })
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('x-request-id')).toBeTruthy()
  })

  it.each([
    ['a wrong secret', 'demo-adapter', 'cases:read', 'wrong', { status: 401, code: 'invalid_client' }],
    ['an unknown client', 'nobody', 'cases:read', 'wrong', { status: 401, code: 'invalid_client' }],
    [
      'a scope that does not exist',
      'admin',
      'cases:read cases:burn',
      undefined,
      { status: 400, code: 'invalid_scope' },
    ],
    ['a scope of OpenID', 'admin', 'openid', undefined, { status: 400, code: 'invalid_scope' }],
    ['a scope of others', 'demo-adapter', 'cases:work', undefined, { status: 400, code: 'invalid_scope' }],
    ['no scope', 'demo-adapter', '', undefined, { status: 400, code: 'invalid_scope' }],
  ])('refuses %s', async (_what, client, scope, secret, expected) => {
    await using server = await serve(dir)
    expect(await refusal(obtainToken(server.credentials(client, scope, secret)))).toEqual(expected)
  })

  it('refuses another audience and other grants', async () => {
    await using server = await serve(dir)
    const { client, secret } = server.credentials('admin', '')
    const ask = async (fields: Record<string, string>) => {
      const body = new URLSearchParams({
        client_id: client,
        client_secret: secret,
        scope: 'admin',
        ...fields,
      })
      return (await json(await fetch(`${server.address}/oidc/token`, { method: 'POST', body }))).error
    }
    expect(await ask({ grant_type: 'client_credentials', resource: 'urn:other:api' })).toBe('invalid_target')
    expect(await ask({ grant_type: 'authorization_code', code: 'x' })).toBe('unsupported_grant_type')
    expect(await ask({ grant_type: 'password', username: 'a', password: 'b' })).toBe('unsupported_grant_type')
  })

  it('announces only what it answers, and whatever Host it was asked by, its own address', async () => {
    await using server = await serve(dir, 'https://ventanilla.example.gov.co')
    const response = await fetch(`${server.address}/oidc/.well-known/openid-configuration`, {
      headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' },
    })
    const metadata = await json(response)
    expect(metadata).toMatchObject({
      issuer: 'https://ventanilla.example.gov.co/oidc',
      token_endpoint: 'https://ventanilla.example.gov.co/oidc/token',
      jwks_uri: 'https://ventanilla.example.gov.co/oidc/jwks',
      grant_types_supported: ['client_credentials'],
    })
    expect(metadata.scopes_supported).toEqual(expect.arrayContaining([...SCOPES]))
    expect(metadata).not.toHaveProperty('authorization_endpoint')
    for (const path of ['/oidc/auth', '/oidc/session/end', '/oidc/token', '/oidc/interaction/x', '/oidc']) {
      expect([404, 405], path).toContain((await fetch(`${server.address}${path}`)).status)
    }
  })

  it('never publishes the private part of its keys', async () => {
    await using server = await serve(dir)
    const { keys } = (await json(await fetch(`${server.address}/oidc/jwks`))) as { keys: object[] }
    expect(Object.keys(keys[0] ?? {}).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use'])
    expect(Object.keys(server.identity.jwks.keys[0] ?? {}).sort()).toEqual([
      'alg',
      'e',
      'kid',
      'kty',
      'n',
      'use',
    ])
  })

  it('knows after a restart the tokens and clients of before', async () => {
    const publicUrl = 'http://ventanilla.example'
    const first = await serve(dir, publicUrl)
    const { client, secret } = first.credentials('admin', 'admin')
    const body = {
      grant_type: 'client_credentials',
      client_id: client,
      client_secret: secret,
      scope: 'admin',
    }
    const response = await fetch(`${first.address}/oidc/token`, {
      method: 'POST',
      body: new URLSearchParams(body),
    })
    const { access_token } = await json(response)
    await first[Symbol.asyncDispose]()
    await using second = await serve(dir, publicUrl)
    expect((await second.identity.verifier.verify(String(access_token))).client).toBe('admin')
    expect(second.credentials('admin', '').secret).toBe(secret)
  })

  it('writes nothing on stdout or stderr', () => {
    const script = new URL('./identity-noise.ts', import.meta.url).pathname
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, dir], { encoding: 'utf8' })
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: 'token\n', stderr: '' })
  })
})

describe('a source of tokens', () => {
  it('asks once for all who wait, keeps the token, and asks again shortly before it ends', async () => {
    await using server = await serve(dir)
    let now = 0
    const token = tokenSource(server.credentials('admin', 'admin'), () => now)
    const [first, ...others] = await Promise.all([token(), token(), token()])
    expect(new Set([first, ...others]).size).toBe(1)
    now = 569_000
    expect(await token()).toBe(first)
    now = 571_000
    const [second, third] = await Promise.all([token(), token()])
    expect(second).not.toBe(first)
    expect(third).toBe(second)
  })

  it('after a refusal the next call asks again', async () => {
    await using server = await serve(dir)
    const credentials = server.credentials('admin', 'admin', 'wrong')
    const token = tokenSource(credentials)
    await expect(token()).rejects.toThrow(TokenRefused)
    Object.assign(credentials, { secret: server.credentials('admin', '').secret })
    expect(await token()).toMatch(/^ey/)
  })

  it('refuses metadata that names another issuer', async () => {
    await using server = await serve(dir)
    const issuer = server.identity.issuer().replace('127.0.0.1', 'localhost')
    const { code } = await refusal(obtainToken({ ...server.credentials('admin', 'admin'), issuer }))
    expect(code).toBe('other_issuer')
  })
})

describe('the files of secrets', () => {
  it('are made once, for their owner alone, and different for each installation', async () => {
    const other = await mkdtemp(join(tmpdir(), 'ventanilla-identity-'))
    await createIdentity({ dir: join(other, 'deep', 'inside'), logger, publicUrl: 'http://one.example' })
    for (const name of ['clients.json', 'signing-keys.json']) {
      const file = join(other, 'deep', 'inside', name)
      expect((await stat(file)).mode & 0o777).toBe(0o600)
      expect(await readFile(file, 'utf8')).not.toBe(await readFile(join(dir, name), 'utf8'))
    }
    await rm(other, { recursive: true })
  })

  it('are refused when they hold something else', async () => {
    const broken = await mkdtemp(join(tmpdir(), 'ventanilla-identity-'))
    await writeFile(join(broken, 'clients.json'), '[{"id":"a","secret":"short"}]', { mode: 0o600 })
    await expect(createIdentity({ dir: broken, logger })).rejects.toThrow(SecretFileError)
    await writeFile(join(broken, 'clients.json'), '[', { mode: 0o600 })
    await expect(createIdentity({ dir: broken, logger })).rejects.toThrow(/clients\.json/)
    await writeFile(join(broken, 'signing-keys.json'), '{"keys":[]}', { mode: 0o600 })
    await expect(createIdentity({ dir: broken, logger })).rejects.toThrow(/signing-keys\.json/)
    await rm(broken, { recursive: true })
  })
})
