import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  baseErrors,
  createHttp,
  type HttpRoutes,
  mergeCatalogs,
  notReached,
  problem,
  problemMediaType,
  problemSchema,
  unknownName,
} from '../src/index.ts'
import { keepingLogger, server, verifier } from './support.ts'

const config = { auth: 'public', rateLimit: false } as const
const anything = { response: { 200: z.strictObject({ ok: z.boolean() }) } }
const failing =
  (error: unknown): HttpRoutes =>
  async (app) => {
    app.get('/fail', { config, schema: anything }, async () => {
      throw error
    })
  }

/** Asks a route that fails so, and what the log says of it. */
async function failingWith(error: unknown) {
  const { logger, text } = keepingLogger()
  const app = await server(failing(error), { logger })
  const response = await app.inject('/fail')
  expect(response.headers['content-type']).toBe(problemMediaType)
  expect(() => problemSchema.parse(response.json())).not.toThrow()
  return { response, body: response.json(), log: text() }
}

it('position-not-reached names the field, and when to ask again', async () => {
  const { response, body } = await failingWith(notReached())
  expect(response.statusCode).toBe(503)
  expect(response.headers['retry-after']).toBe('1')
  expect(body).toMatchObject({ code: 'position-not-reached', field: 'query.atLeast' })
})

it('name-unknown tells those that there are, once each, and the field where the name was sent', async () => {
  const { response, body } = await failingWith(unknownName('query.kind', ['queja', 'consulta', 'queja']))
  expect(response.statusCode).toBe(422)
  const detail = 'Los que hay son: consulta, queja.'
  expect(body).toMatchObject({ code: 'name-unknown', field: 'query.kind', detail })
  const { body: none } = await failingWith(unknownName(undefined, []))
  expect(none).toMatchObject({ code: 'name-unknown', detail: 'No hay ninguno.' })
  expect(none).not.toHaveProperty('field')
})

describe('internal-error', () => {
  it('shows nothing of its cause, and logs it under the request id', async () => {
    const { response, body, log } = await failingWith(new Error('password of the pool is hunter2'))
    expect(response.statusCode).toBe(500)
    expect(body).toEqual({
      type: '/docs/errors#internal-error',
      title: 'Ocurrió un error interno',
      status: 500,
      code: 'internal-error',
      instance: `urn:uuid:${response.headers['x-request-id']}`,
    })
    expect(log).toContain('hunter2')
    expect(log).toContain(response.headers['x-request-id'])
  })

  it.each([undefined, null, 'text', { status: 418 }])('comes of throwing %j, too', async (thrown) => {
    const { body } = await failingWith(thrown)
    expect(body.code).toBe('internal-error')
  })

  it('logs no row that PostgreSQL quotes', async () => {
    const error = Object.assign(new Error('duplicate key'), { code: '23505', detail: 'Key (email)=(a@b.co)' })
    const { log } = await failingWith(error)
    expect(log).toContain('23505')
    expect(log).not.toContain('a@b.co')
  })

  it('comes of a code that is in no catalog', async () => {
    expect((await failingWith(problem('toString'))).body.code).toBe('internal-error')
  })
})

describe('unavailable', () => {
  const withCode = (code: string) => Object.assign(new Error('x'), { code })
  it.each([
    ['a mark', Object.assign(new Error('busy'), { retryable: true })],
    ['a lost connection', withCode('08006')],
    ['a shutdown', withCode('57P01')],
    ['a refused socket', withCode('ECONNREFUSED')],
    ['a cause', new Error('reading', { cause: withCode('08003') })],
    ['a pool that waited', new Error('timeout exceeded when trying to connect')],
  ])('comes of %s', async (_what, error) => {
    const { response, body } = await failingWith(error)
    expect(response.statusCode).toBe(503)
    expect(body.code).toBe('unavailable')
    expect(response.headers['retry-after']).toBe('5')
  })
})

describe('a full disk', () => {
  it.each(['53100', 'ENOSPC', 'EDQUOT'])('is told apart from what is away: %s', async (code) => {
    const full = Object.assign(new Error('could not extend file'), { code })
    const { response, body } = await failingWith(new Error('writing', { cause: full }))
    expect(response.statusCode).toBe(503)
    expect(body.code).toBe('storage-full')
    expect(response.headers['retry-after']).toBe('30')
  })
})

describe('a service’s own code', () => {
  const errors = { 'case-closed': { status: 409, title: 'El caso está cerrado' } }
  const routes =
    (declared: string[]): HttpRoutes =>
    async (app) => {
      app.post('/close', { config: { ...config, errors: declared }, schema: anything }, async () => {
        throw problem('case-closed', { detail: 'Se cerró ayer.', field: 'path.id', extra: { since: 1 } })
      })
    }

  it('goes out with its status, title, detail and extra members', async () => {
    const app = await server(routes(['case-closed']), { errors: [errors] })
    const response = await app.inject({ method: 'POST', url: '/close' })
    expect(response.statusCode).toBe(409)
    expect(response.json()).toMatchObject({
      type: '/docs/errors#case-closed',
      title: 'El caso está cerrado',
      detail: 'Se cerró ayer.',
      field: 'path.id',
      since: 1,
    })
  })

  it('has to be declared by the route: a bug under test, a warning in production', async () => {
    const strict = await server(routes([]), { errors: [errors] })
    expect((await strict.inject({ method: 'POST', url: '/close' })).statusCode).toBe(500)
    const { logger, text } = keepingLogger()
    const lenient = await server(routes([]), { errors: [errors], logger, contract: 'tolerate' })
    expect((await lenient.inject({ method: 'POST', url: '/close' })).statusCode).toBe(409)
    expect(text()).toContain('does not declare')
  })
})

describe('errors outside handlers', () => {
  it('in hooks and serializers are problems, too', async () => {
    const app = await server(async (scope) => {
      scope.addHook('preHandler', async (request) => {
        if (request.url === '/hook') throw problem('not-found')
      })
      scope.addHook('onSend', async (request, reply, payload) => {
        if (request.url === '/send' && reply.statusCode === 200) throw new Error('late')
        return payload
      })
      for (const url of ['/hook', '/send']) {
        scope.get(url, { config, schema: anything }, async () => ({ ok: true }))
      }
    })
    expect((await app.inject('/hook')).json().code).toBe('not-found')
    const late = await app.inject('/send')
    expect(late.headers['content-type']).toBe(problemMediaType)
    expect(late.json().code).toBe('internal-error')
  })

  it('of HEAD have no body', async () => {
    const app = await server(failing(problem('not-found')))
    const response = await app.inject({ method: 'HEAD', url: '/fail' })
    expect(response.statusCode).toBe(404)
    expect(response.body).toBe('')
    expect(response.headers['content-type']).toBe(problemMediaType)
  })
})

describe('catalogs', () => {
  it('share no code', () => {
    const mine = { 'not-found': { status: 404, title: 'No está' } }
    expect(() => createHttp({ title: 'x', version: '1', verifier, errors: [mine] })).toThrow(/not-found/)
    expect(() => mergeCatalogs([{ Bad_Code: { status: 400, title: 'x' } }])).toThrow(/kebab/)
    expect(() => mergeCatalogs([{ fine: { status: 200, title: 'x' } }])).toThrow(/200/)
  })
})

it('every base code has its words', () => {
  for (const [code, { title, when }] of Object.entries(baseErrors)) {
    expect(`${code}: ${title} ${when}`.length).toBeGreaterThan(60)
  }
})
