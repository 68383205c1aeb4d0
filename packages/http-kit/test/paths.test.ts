import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type HttpRoutes, idempotencyKey, problem } from '../src/index.ts'
import { server } from './support.ts'

const config = { auth: 'public', rateLimit: false } as const
const anything = { response: { 200: z.strictObject({ ok: z.boolean() }) } }

describe('unknown paths and methods', () => {
  const routes: HttpRoutes = async (app) => {
    app.get('/cases/:id', { config, schema: anything }, async () => ({ ok: true }))
    app.put('/cases/:id', { config, schema: anything }, async () => ({ ok: true }))
  }

  it('are not-found, whatever the method and the body', async () => {
    const app = await server(routes)
    for (const method of ['GET', 'POST', 'HEAD', 'OPTIONS', 'DELETE'] as const) {
      const response = await app.inject({ method, url: '/nothing?name=Ana', payload: '{', headers: {} })
      expect(response.statusCode).toBe(404)
      if (method !== 'HEAD') expect(response.json().code).toBe('not-found')
      expect(response.body).not.toContain('Ana')
    }
    expect((await app.inject({ method: 'OPTIONS', url: '*' })).json().code).toBe('not-found')
  })

  it('are method-not-allowed where the path exists', async () => {
    const app = await server(routes)
    for (const method of ['POST', 'OPTIONS', 'DELETE', 'PATCH'] as const) {
      const response = await app.inject({ method, url: '/cases/7?x=1' })
      expect(response.statusCode).toBe(405)
      expect(response.headers.allow?.split(', ').sort()).toEqual(['GET', 'HEAD', 'PUT'])
      expect(response.json().code).toBe('method-not-allowed')
    }
  })

  it('are malformed-request or uri-too-long when they are no path at all', async () => {
    const app = await server(routes)
    const codeAt = async (url: string) => (await app.inject(url)).json().code
    expect(await codeAt('/cases/%E0%A4%A')).toBe('malformed-request')
    expect(await codeAt('/%')).toBe('malformed-request')
    expect(await codeAt(`/cases/${'x'.repeat(300)}`)).toBe('uri-too-long')
    expect(await codeAt(`/cases/1?q=${'x'.repeat(5000)}`)).toBe('uri-too-long')
    expect(await codeAt(`/nothing?q=${'x'.repeat(5000)}`)).toBe('uri-too-long')
  })
})

describe('query and path', () => {
  it('are held against their schemas, unknown parameters included', async () => {
    const app = await server(async (scope) => {
      const schema = {
        querystring: z.strictObject({ limit: z.coerce.number().max(10).default(5) }),
        params: z.object({ id: z.uuid() }),
        ...anything,
      }
      scope.get('/cases/:id', { config, schema }, async () => ({ ok: true }))
    })
    const id = '6f1c9c1e-8f0a-4c38-9a77-0f3b7b1c2d4e'
    expect((await app.inject(`/cases/${id}`)).statusCode).toBe(200)
    expect((await app.inject(`/cases/${id}?limit=11`)).json()).toMatchObject({ field: 'query.limit' })
    expect((await app.inject(`/cases/${id}?limite=1`)).json()).toMatchObject({
      field: 'query.limite',
      errors: [{ code: 'unknown-field' }],
    })
    expect((await app.inject('/cases/7')).json()).toMatchObject({
      field: 'path.id',
      detail: 'Debe ser un UUID.',
    })
  })

  it('hold no text that PostgreSQL refuses', async () => {
    const app = await server(async (scope) => {
      const schema = {
        querystring: z.strictObject({ area: z.string().optional() }),
        params: z.object({ id: z.string() }),
        ...anything,
      }
      scope.get('/cases/:id', { config, schema }, async () => ({ ok: true }))
    })
    for (const [url, field] of [
      ['/cases/7?area=a%00b', 'query.area'],
      ['/cases/a%00b', 'path.id'],
    ] as const) {
      const response = await app.inject(url)
      expect(response.statusCode).toBe(400)
      expect(response.json()).toMatchObject({ field, errors: [{ field, code: 'unstorable-text' }] })
    }
  })
})

describe('Idempotency-Key', () => {
  it('is 1 to 128 visible ASCII characters, or absent', () => {
    const keyOf = (key?: string) =>
      idempotencyKey({ headers: key === undefined ? {} : { 'idempotency-key': key } })
    expect(keyOf()).toBeUndefined()
    expect(keyOf('"row-7"')).toBe('"row-7"')
    expect(keyOf('x'.repeat(128))).toHaveLength(128)
    for (const bad of ['', 'a b', 'ñ', 'x'.repeat(129), 'a, b']) {
      expect(() => keyOf(bad)).toThrow(expect.objectContaining({ code: 'idempotency-key-invalid' }))
    }
  })

  it('answers idempotency-key-invalid', async () => {
    const app = await server(async (scope) => {
      scope.post('/filings', { config, schema: anything }, async (request) => ({
        ok: !idempotencyKey(request),
      }))
    })
    const headers = { 'idempotency-key': 'a b' }
    const response = await app.inject({ method: 'POST', url: '/filings', headers })
    expect(response.json()).toMatchObject({
      status: 400,
      code: 'idempotency-key-invalid',
      field: 'headers.idempotency-key',
    })
  })

  it('that stands for another body is a refusal that every service shares, and a repeat of it is no use', async () => {
    const app = await server(async (scope) => {
      const errors = ['idempotency-key-reused']
      scope.post('/filings', { config: { ...config, errors }, schema: anything }, async () => {
        throw problem('idempotency-key-reused')
      })
    })
    const response = await app.inject({ method: 'POST', url: '/filings' })
    expect(response.json()).toMatchObject({ status: 422, code: 'idempotency-key-reused' })
    expect(response.headers['retry-after']).toBeUndefined()
  })
})
