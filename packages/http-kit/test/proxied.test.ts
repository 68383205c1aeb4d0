import { describe, expect, it } from 'vitest'
import { type HttpRoutes, joinDocuments } from '../src/index.ts'
import { keepingLogger, server } from './support.ts'

const routes: HttpRoutes = async (app) => {
  const options = { config: { auth: 'public' }, schema: { hide: true } } as const
  app.get('/who', options, async (request) => ({ ip: request.ip, id: request.id }))
}

const id = '6f1c9c1e-8f0a-4c38-9a77-0f3b7b1c2d4e'
const said = { 'x-forwarded-for': '203.0.113.9', 'x-request-id': id }

describe('behind a proxy', () => {
  it.each(['10.1.2.3', '::ffff:10.1.2.3', 'fd00::7'])(
    'believes %s, which is trusted',
    async (remoteAddress) => {
      const { logger, lines } = keepingLogger()
      const app = await server(routes, { trustProxy: ['10.0.0.0/8', 'fd00::/8'], logger })
      const answer = await app.inject({ url: '/who', headers: said, remoteAddress })
      expect(answer.json()).toEqual({ ip: '203.0.113.9', id })
      expect(answer.headers['x-request-id']).toBe(id)
      expect(lines.at(-1)?.bindings).toMatchObject({ requestId: id })
    },
  )

  it.each([
    ['11.1.2.3', ['10.0.0.0/8']],
    ['10.1.2.3', []],
  ])('believes nothing that %s says when %j are trusted', async (remoteAddress, trustProxy) => {
    const app = await server(routes, { trustProxy })
    const answer = (await app.inject({ url: '/who', headers: said, remoteAddress })).json()
    expect(answer.ip).toBe(remoteAddress)
    expect(answer.id).not.toBe(id)
  })

  it('takes no id that is none: it would stand in logs and answers', async () => {
    const app = await server(routes, { trustProxy: ['10.0.0.0/8'] })
    const headers = { ...said, 'x-request-id': 'ana@example.test' }
    const answer = await app.inject({ url: '/who', headers, remoteAddress: '10.1.2.3' })
    expect(answer.json().id).toMatch(/^[0-9a-f-]{36}$/)
  })

  it.each(['intake', '10.0.0.0/33', '10.0.0.0/', '::1/129', '10.0.0.0/8/8', ''])(
    'refuses to trust «%s»',
    async (entry) => {
      await expect(server(routes, { trustProxy: [entry] })).rejects.toThrow(
        /neither an address nor a network/,
      )
    },
  )
})

describe('documents of several servers', () => {
  const one = {
    openapi: '3.1.0',
    info: { title: 'Radicación', version: '1', description: 'Cómo' },
    'x-errors': {
      shared: { status: 400, title: 'De todos' },
      mine: { status: 409, title: 'Mío', retry: true },
    },
    components: { schemas: { Problem: { type: 'object' }, Filing: { type: 'object' } } },
    paths: { '/v1/filings': { get: {} } },
  }
  const other = {
    openapi: '3.1.0',
    info: { title: 'Términos', version: '1', description: 'Cómo' },
    'x-errors': { shared: { status: 400, title: 'De todos' } },
    components: { schemas: { Problem: { type: 'object' } }, securitySchemes: { bearer: { type: 'http' } } },
    paths: { '/v1/clocks': { get: {} } },
  }

  it('become one', async () => {
    const { openapi, catalog } = joinDocuments('Ventanilla', [one, other])
    expect(openapi).toEqual({
      openapi: '3.1.0',
      info: { title: 'Ventanilla', version: '1', description: 'Cómo' },
      'x-errors': { ...one['x-errors'], ...other['x-errors'] },
      components: {
        schemas: { Problem: { type: 'object' }, Filing: { type: 'object' } },
        securitySchemes: { bearer: { type: 'http' } },
      },
      paths: { '/v1/filings': { get: {} }, '/v1/clocks': { get: {} } },
    })
    expect(catalog).toEqual(openapi['x-errors'])
  })

  it('may not disagree', () => {
    const lying = { ...other, components: { schemas: { Problem: { type: 'string' } } } }
    expect(() => joinDocuments('Ventanilla', [one, lying])).toThrow(/schemas Problem differently/)
    expect(() => joinDocuments('Ventanilla', [one, { ...other, paths: { '/v1/filings': {} } }])).toThrow(
      /path \/v1\/filings differently/,
    )
  })

  it('are what a server shows that speaks for others', async () => {
    const documents = async () => joinDocuments('Ventanilla', [one, other])
    const app = await server(routes, { documents })
    const { openapi } = await documents()
    expect((await app.inject('/openapi.json')).json()).toEqual(openapi)
    expect((await app.inject('/docs/json')).json()).toEqual(openapi)
    const page = await app.inject('/docs/errors')
    expect(page.body).toContain('<tr id="mine">')
    expect(page.body).toContain('<h1>Errores de Prueba</h1>')
  })

  it('come from documents that tell their errors to programs', async () => {
    const app = await server(routes, { errors: [{ 'not-mine': { status: 403, title: 'De otro' } }] })
    const document = (await app.inject('/openapi.json')).json()
    const { catalog } = joinDocuments('Ventanilla', [document])
    expect(catalog['not-mine']).toEqual({ status: 403, title: 'De otro' })
    expect(catalog['rate-limited']).toEqual({ status: 429, title: 'Demasiadas peticiones', retry: true })
  })
})
