import { Validator } from '@seriousme/openapi-schema-validator'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { createHttp, type Http, type HttpRoutes } from '../src/index.ts'
import { keepingLogger, listen, rawExchange, server, verifier } from './support.ts'

const errors = { 'entity-unknown': { status: 422, title: 'No se conoce la entidad' } }

const filing = z
  .strictObject({ entity: z.string(), subject: z.string().max(200), at: z.iso.datetime().nullable() })
  .meta({ id: 'Filing', examples: [{ entity: 'icetex', subject: 'Queja', at: null }] })

const routes: HttpRoutes = async (app) => {
  app.post(
    '/filings',
    {
      config: { auth: { scopes: ['filings:write', 'admin'] }, errors: ['entity-unknown'] },
      schema: {
        summary: 'Radicar',
        tags: ['Radicación'],
        body: filing,
        response: { 201: z.strictObject({ radicado: z.string() }).describe('Radicado') },
      },
    },
    async (_request, reply) => reply.code(201).send({ radicado: 'ICX-2026-000001' }),
  )
  app.get(
    '/filings/:radicado',
    {
      config: { auth: 'public' },
      schema: {
        params: z.object({ radicado: z.string() }),
        querystring: z.strictObject({ code: z.string() }),
        response: { 200: z.discriminatedUnion('state', [z.strictObject({ state: z.literal('open') })]) },
      },
    },
    async () => ({ state: 'open' as const }),
  )
}

let document: {
  openapi: string
  info: object
  components: { schemas: Record<string, object>; securitySchemes: object }
  paths: Record<string, Record<string, { security: object[]; requestBody: object; responses: object }>>
}

beforeAll(async () => {
  const app = createHttp({ title: 'Ventanilla de prueba', version: '1.2.3', verifier, errors: [errors] })
  await app.register(routes)
  document = (await app.inject('/openapi.json')).json()
  await app.close()
})

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    expect(document).toMatchObject({
      openapi: '3.1.0',
      info: { title: 'Ventanilla de prueba', version: '1.2.3' },
    })
    expect(await new Validator().validate(structuredClone(document))).toMatchObject({ valid: true })
  })

  it('holds the services’ routes alone', () => {
    expect(Object.keys(document.paths)).toEqual(['/filings', '/filings/{radicado}'])
  })

  it('says who may call: any one of the scopes, or anyone', () => {
    expect(document.components.securitySchemes).toMatchObject({ bearer: { type: 'http', scheme: 'bearer' } })
    expect(document.paths['/filings']?.post?.security).toEqual([
      { bearer: ['filings:write'] },
      { bearer: ['admin'] },
    ])
    expect(document.paths['/filings/{radicado}']?.get?.security).toEqual([])
  })

  it('lists every code of a route under its status', () => {
    const codesOf = (path: string, method: string) =>
      Object.fromEntries(
        Object.entries(document.paths[path]?.[method]?.responses ?? {})
          .filter(([status]) => Number(status) >= 400)
          .map(([status, response]) => [
            status,
            Object.keys(response.content['application/problem+json'].examples).sort(),
          ]),
      )
    expect(codesOf('/filings', 'post')).toEqual({
      400: ['invalid-json', 'validation-failed'],
      401: ['token-invalid', 'token-missing'],
      403: ['scope-missing'],
      413: ['body-too-large'],
      415: ['unsupported-media-type'],
      422: ['entity-unknown'],
      429: ['rate-limited'],
      500: ['internal-error'],
      503: ['storage-full', 'unavailable'],
    })
    expect(codesOf('/filings/{radicado}', 'get')).toEqual({
      400: ['validation-failed'],
      429: ['rate-limited'],
      500: ['internal-error'],
      503: ['unavailable'],
    })
  })

  it('names schemas, refuses unknown keys in them, and shows an example', () => {
    expect(document.components.schemas.FilingInput).toMatchObject({
      additionalProperties: false,
      examples: [{ entity: 'icetex', subject: 'Queja', at: null }],
    })
    expect(document.components.schemas.Problem).toMatchObject({ required: expect.arrayContaining(['code']) })
    expect(document.paths['/filings']?.post?.requestBody).toMatchObject({
      content: { 'application/json': { schema: { $ref: '#/components/schemas/FilingInput' } } },
    })
  })
})

describe('the pages', () => {
  const get = async (app: Http, url: string) => {
    const response = await app.inject(url)
    expect(response.statusCode, url).toBe(200)
    return response
  }

  it('browse the document with nothing from elsewhere', async () => {
    const app = await server(routes, {
      errors: [errors],
      rateLimits: { address: { max: 99, windowMs: 60_000 } },
    })
    onTestFinished(() => app.close())
    const page = await get(app, '/docs')
    expect(page.headers['content-type']).toContain('text/html')
    const assets = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url ?? '')
    expect(assets.length).toBeGreaterThan(3)
    expect(assets.filter((url) => /^(https?:)?\/\//.test(url))).toEqual([])
    for (const asset of assets.filter((url) => !url.startsWith('data:'))) {
      await get(app, new URL(asset, 'http://host/docs').pathname)
    }
    expect(page.headers['content-security-policy']).toContain("default-src 'self'")
    expect((await get(app, '/docs/json')).json().paths).toHaveProperty('/filings')
  })

  it('have nothing beside their own files', async () => {
    const { logger, lines } = keepingLogger()
    const app = await server(routes, { errors: [errors], logger })
    // inject() tidies a path up before it sends it; a client need not.
    const { port } = await listen(app)
    for (const path of ['/docs/static/nothing.js', '/docs/static/../../package.json']) {
      const text = `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`
      expect(await rawExchange(port, text, true), path).toContain('"code":"not-found"')
    }
    expect(lines.filter(({ level }) => level === 'error')).toEqual([])
  })

  it('explain every code where its type points to', async () => {
    const app = await server(routes, { errors: [errors] })
    const type = (await app.inject('/nothing')).json().type
    const [path, anchor] = type.split('#')
    const page = await get(app, path)
    expect(page.headers['content-type']).toContain('text/html')
    expect(page.body).toContain(`id="${anchor}"`)
    expect(page.body).toContain('id="entity-unknown"')
  })
})
