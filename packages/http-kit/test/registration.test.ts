import { expect, it } from 'vitest'
import { z } from 'zod'
import { createHttp, type HttpRoutes } from '../src/index.ts'
import { server, verifier } from './support.ts'

const ok = z.strictObject({ ok: z.boolean() })
const config = { auth: 'public' } as const
const handler = async () => ({ ok: true })

const refused: [string, HttpRoutes, RegExp][] = [
  [
    'without config.auth',
    async (app) => {
      app.get('/x', { schema: { response: { 200: ok } } }, handler)
    },
    /auth/,
  ],
  [
    'with no scope at all',
    async (app) => {
      const auth = { scopes: [] as unknown as [string] }
      app.get('/x', { config: { auth }, schema: { response: { 200: ok } } }, handler)
    },
    /auth/,
  ],
  [
    'without a response schema',
    async (app) => {
      app.get('/x', { config }, handler)
    },
    /schema\.response/,
  ],
  [
    'naming a code of no catalog',
    async (app) => {
      app.get('/x', { config: { ...config, errors: ['nope'] }, schema: { response: { 200: ok } } }, handler)
    },
    /'nope'/,
  ],
  [
    'whose body drops unknown keys',
    async (app) => {
      const body = z.strictObject({ people: z.array(z.object({ name: z.string() }).optional()) })
      app.post('/x', { config, schema: { body, response: { 200: ok } } }, handler)
    },
    /'body\.people\.\[\]' drops unknown keys/,
  ],
  [
    'whose query drops unknown keys',
    async (app) => {
      app.get('/x', { config, schema: { querystring: z.object({}), response: { 200: ok } } }, handler)
    },
    /'query' drops/,
  ],
]

it.each(refused)('a route %s is refused', async (_what, routes, message) => {
  await expect(server(routes)).rejects.toThrow(message)
})

it('objects may keep unknown keys on purpose, and schemas may recur', async () => {
  const tree = z.strictObject({
    get children() {
      return z.array(tree)
    },
    data: z.looseObject({ id: z.string() }),
    more: z.record(z.string(), z.unknown()),
    either: z.union([z.strictObject({ a: z.string() }), z.lazy(() => z.string())]),
  })
  await server(async (app) => {
    app.post('/x', { config, schema: { body: tree, response: { 200: ok } } }, handler)
  })
})

it('routes come after the kit’s own plugins', async () => {
  const early = createHttp({ title: 'x', version: '1', verifier, errors: [] })
  const route = { config, schema: { response: { 200: ok } } }
  expect(() => early.get('/x', route, handler)).toThrow(/await the server first/)
  const later = await createHttp({ title: 'x', version: '1', verifier, errors: [] })
  later.get('/x', route, handler)
  expect((await later.inject('/x')).json()).toEqual({ ok: true })
  await later.close()
})

it('a HEAD route is guarded as its GET is', async () => {
  const app = await server(async (scope) => {
    const auth = { scopes: ['admin'] } as const
    scope.get('/x', { config: { auth }, schema: { response: { 200: ok } } }, handler)
  })
  expect((await app.inject({ method: 'HEAD', url: '/x' })).statusCode).toBe(401)
})
