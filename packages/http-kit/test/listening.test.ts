import { once } from 'node:events'
import { Agent, get as httpGet } from 'node:http'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type HttpRoutes, problemSchema } from '../src/index.ts'
import { keepingLogger, listen, rawExchange, server } from './support.ts'

const config = { auth: 'public', rateLimit: false } as const
const ok = { response: { 200: z.strictObject({ ok: z.boolean() }) } }
const routes: HttpRoutes = async (app) => {
  app.get('/ok', { config, schema: ok }, async () => ({ ok: true }))
  app.post('/filings', { config, schema: { body: z.strictObject({}), ...ok } }, async () => ({ ok: true }))
}

/** Status line, headers and problem of an answer as it came over the wire. */
function parseAnswer(text: string) {
  const [head = '', body = ''] = text.split('\r\n\r\n')
  return { head, problem: problemSchema.parse(JSON.parse(body)) }
}

describe('what never becomes a request', () => {
  it('malformed-request: bytes that are not HTTP', async () => {
    const { port } = await listen(await server(routes))
    const { head, problem } = parseAnswer(await rawExchange(port, 'HOLA VENTANILLA\r\n\r\n'))
    expect(head).toContain('HTTP/1.1 400 ')
    expect(head).toContain('content-type: application/problem+json')
    expect(problem.code).toBe('malformed-request')
  })

  it('malformed-request: a length that is no number', async () => {
    const { port } = await listen(await server(routes))
    const text = 'POST /filings HTTP/1.1\r\nHost: a\r\nContent-Length: siete\r\n\r\n{}'
    expect(parseAnswer(await rawExchange(port, text)).problem.code).toBe('malformed-request')
  })

  it('malformed-request: no Host', async () => {
    const { port } = await listen(await server(routes))
    const { problem } = parseAnswer(
      await rawExchange(port, 'GET /ok HTTP/1.1\r\nConnection: close\r\n\r\n', true),
    )
    expect(problem).toMatchObject({ code: 'malformed-request', detail: 'Falta el encabezado Host.' })
  })

  it('headers-too-large', async () => {
    const { port } = await listen(await server(routes))
    const text = `GET /ok HTTP/1.1\r\nHost: a\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`
    const { head, problem } = parseAnswer(await rawExchange(port, text))
    expect(head).toContain('HTTP/1.1 431 ')
    expect(problem.code).toBe('headers-too-large')
  })

  it('request-timeout: a client that stalls in the middle', async () => {
    const { port } = await listen(await server(routes, { requestTimeoutMs: 100 }))
    const { head, problem } = parseAnswer(await rawExchange(port, 'GET /ok HTTP/1.1\r\nHost: a\r\n', true))
    expect(head).toContain('HTTP/1.1 408 ')
    expect(head).toContain('retry-after: ')
    expect(problem.code).toBe('request-timeout')
  })
})

describe('connections', () => {
  it('are kept alive, also after a refusal', async () => {
    const { url } = await listen(await server(routes))
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const ask = (path: string) =>
      new Promise<{ status: number | undefined; port: number | undefined }>((resolve, reject) => {
        httpGet(`${url}${path}`, { agent }, (response) => {
          const port = response.socket.localPort
          response.resume().on('end', () => resolve({ status: response.statusCode, port }))
        }).on('error', reject)
      })
    const first = await ask('/ok')
    const second = await ask('/nothing')
    const third = await ask('/ok')
    agent.destroy()
    expect([first.status, second.status, third.status]).toEqual([200, 404, 200])
    expect(new Set([first.port, second.port, third.port]).size).toBe(1)
  })

  it('close after a body that is too large, whose refusal arrives all the same', async () => {
    const { url } = await listen(await server(routes, { bodyLimit: 1000 }))
    const response = await fetch(`${url}/filings`, {
      method: 'POST',
      body: JSON.stringify({ text: 'x'.repeat(2000) }),
      headers: { 'content-type': 'application/json' },
    })
    expect(response.status).toBe(413)
    expect(response.headers.get('connection')).toBe('close')
    expect(await response.json()).toMatchObject({ code: 'body-too-large', limit: 1000 })
  })

  it('that break off in the middle of a body leave a line in the log and the server standing', async () => {
    const { logger, lines } = keepingLogger()
    const { port, url } = await listen(await server(routes, { logger }))
    const start =
      'POST /filings HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"a'
    await rawExchange(port, start)
    await expect.poll(() => lines.length).toBeGreaterThan(0)
    expect((await fetch(`${url}/ok`)).status).toBe(200)
    expect(lines.some(({ level }) => level === 'error')).toBe(false)
  })

  it('get unavailable while the server is stopping, after what was under way is done', async () => {
    const slow = Promise.withResolvers<void>()
    const stopping = Promise.withResolvers<void>()
    const app = await server(async (scope) => {
      await scope.register(routes)
      scope.get('/slow', { config, schema: ok }, async () => {
        await slow.promise
        return { ok: true }
      })
      scope.addHook('preClose', () => stopping.promise)
    })
    const { url } = await listen(app)
    const underWay = fetch(`${url}/slow`)
    await fetch(`${url}/ok`)
    const closed = app.close()
    const late = await fetch(`${url}/ok`)
    expect(late.status).toBe(503)
    expect(late.headers.get('retry-after')).toBe('5')
    expect(await late.json()).toMatchObject({
      code: 'unavailable',
      detail: 'El servicio se está deteniendo.',
    })
    slow.resolve()
    stopping.resolve()
    const response = await underWay
    expect({ status: response.status, body: await response.json() }).toEqual({
      status: 200,
      body: { ok: true },
    })
    expect(response.headers.get('connection')).toBe('close')
    await closed
  })
})

it('a connection that was opened for later doesn’t hold the server back', async () => {
  const app = await server(routes)
  const { port } = await listen(app)
  const spare = connect(port, '127.0.0.1')
  await once(spare, 'connect')
  const gone = once(spare, 'close')
  await app.close() // or the test times out
  await gone
})

describe('the log', () => {
  it('has one line a request: id, route, method, status, time, client; no URL, query, body or token', async () => {
    const { logger, lines, text } = keepingLogger()
    const app = await server(
      async (scope) => {
        const params = z.object({ radicado: z.string() })
        scope.post('/cases/:radicado', { config, schema: { params, ...ok } }, async () => ({ ok: true }))
      },
      { logger },
    )
    const response = await app.inject({
      method: 'POST',
      url: '/cases/ICX-1?nombre=Ana',
      payload: { clave: 'secreto' },
      headers: { authorization: 'Bearer abc.def.ghi' },
    })
    await app.inject('/nothing/Ana?nombre=Ana')
    await app.inject('/%E0%A4%A/Ana')
    await app.inject({ method: 'POST', url: `/cases/${'Ana'.repeat(100)}` })
    const requests = lines.filter(({ message }) => message === 'request')
    expect(requests[0]).toMatchObject({
      level: 'info',
      bindings: { requestId: response.headers['x-request-id'] },
      fields: {
        route: '/cases/:radicado',
        method: 'POST',
        status: 200,
        ms: expect.any(Number),
        client: null,
        code: null,
      },
    })
    expect(requests.map(({ fields }) => fields)).toMatchObject([
      { status: 200 },
      { route: null, status: 404, code: 'not-found' },
      { route: null, status: 400 },
      { route: null, status: 414 },
    ])
    expect(text()).not.toMatch(/Ana|ICX-1|secreto|abc\.def/)
  })
})
