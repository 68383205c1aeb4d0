import { createLogger } from '@ventanilla/runtime'
import { describe, expect, it } from 'vitest'
import { ask, bareServer, DEAD_ORIGIN, gatewayBefore, json, readAll, serviceOf } from './gateway-world.ts'

describe('what passes', () => {
  it('is the request as it came, to the service that owns its path', async () => {
    const seen: { url?: string; method?: string; body: string; type?: string; via: string }[] = []
    const listening = (via: string) =>
      bareServer(async (request, response) => {
        const { url = '', method = '', headers } = request
        const body = String(await readAll(request))
        seen.push({
          url,
          method,
          body,
          ...(headers['content-type'] && { type: headers['content-type'] }),
          via,
        })
        response.writeHead(method === 'DELETE' ? 204 : 200, {
          'x-own': 'kept',
          connection: 'x-own-hop',
          'x-own-hop': '1',
        })
        response.end(method === 'DELETE' ? undefined : `of ${via}`)
      })
    const { origin: intake } = await listening('intake')
    const { origin: reporting } = await listening('reporting')
    const { address } = await gatewayBefore({ intake: [intake], reporting: [reporting] })

    const odd = '/v1/filings/a%2Fb/..;x/%2e%2e?q=1&q=%C3%A1&empty='
    const got = await ask(address, odd)
    expect(got).toMatchObject({ status: 200, body: 'of intake', headers: { 'x-own': 'kept' } })
    expect(got.headers).not.toHaveProperty('x-own-hop')
    const headers = { 'content-type': 'text/weird; x="á"' }
    expect(await ask(address, '/v1/public/follow', { method: 'POST', headers, body: '{"a":' })).toMatchObject(
      {
        status: 200,
        body: 'of reporting',
      },
    )
    expect((await ask(address, '/v1/filings/1', { method: 'DELETE' })).status).toBe(204)
    expect((await ask(address, '/v1/case-files.csv', { method: 'HEAD' })).status).toBe(200)
    expect(seen).toMatchObject([
      { url: odd, method: 'GET', body: '', via: 'intake' },
      { url: '/v1/public/follow', method: 'POST', body: '{"a":', via: 'reporting' },
      { url: '/v1/filings/1', method: 'DELETE', via: 'intake' },
      { url: '/v1/case-files.csv', method: 'HEAD', via: 'reporting' },
    ])
  })

  it('is the refusal of a service too, under the one id of the request', async () => {
    const { origin } = await serviceOf(async (app) => {
      app.post(
        '/v1/cases',
        { config: { auth: { scopes: ['admin'] } }, schema: { hide: true } },
        async () => ({}),
      )
    })
    const { address } = await gatewayBefore({ routing: [origin] })
    const refused = await ask(address, '/v1/cases', {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
    })
    expect(refused.status).toBe(401)
    expect(refused.headers).toMatchObject({
      'content-type': 'application/problem+json',
      'www-authenticate': 'Bearer realm="ventanilla"',
    })
    expect(json(refused.body)).toMatchObject({ code: 'token-missing' })
    expect(json(refused.body).instance).toBe(`urn:uuid:${refused.headers['x-request-id']}`)
    const wrong = await ask(address, '/v1/cases', { method: 'PUT' })
    expect(wrong).toMatchObject({ status: 405, headers: { allow: 'POST' } })
  })

  it('nothing for paths that nobody owns', async () => {
    const { address } = await gatewayBefore({}, { rateLimits: { address: { max: 3, windowMs: 60_000 } } })
    for (const path of ['/v1/unknown', '/v1/filingsx', '/v1'])
      expect(json((await ask(address, path)).body)).toMatchObject({ code: 'not-found' })
    expect((await ask(address, '/v1/unknown')).status).toBe(429)
  })
})

describe('who asks', () => {
  it('is told by the gateway alone, so limits by address count the client', async () => {
    const { origin } = await serviceOf(async (app) => {
      app.get('/v1/messages', { config: { auth: 'public' }, schema: { hide: true } }, async (request) => ({
        ip: request.ip,
        host: request.headers.host,
        said: request.headers['x-real-ip'] ?? null,
        client: request.headers['x-client'] ?? null,
      }))
    })
    const { address } = await gatewayBefore({ notification: [origin] })
    const headers = {
      'x-forwarded-for': '203.0.113.9',
      'x-real-ip': '203.0.113.9',
      'x-request-id': '6f1c9c1e-8f0a-4c38-9a77-0f3b7b1c2d4e',
      connection: 'x-client',
      'x-client': 'of one hop',
      host: 'ventanilla.example.gov.co',
    }
    const answer = await ask(address, '/v1/messages', { headers })
    expect(JSON.parse(answer.body)).toEqual({
      ...{ ip: '127.0.0.1', host: 'ventanilla.example.gov.co', said: null, client: null },
    })
    expect(answer.headers['x-request-id']).not.toBe(headers['x-request-id'])
    const { address: behind } = await gatewayBefore({ notification: [origin] }, { trustProxy: ['127.0.0.1'] })
    expect(JSON.parse((await ask(behind, '/v1/messages', { headers })).body)).toMatchObject({
      ip: '203.0.113.9',
    })
  })
})

describe('replicas', () => {
  const named = (name: string) =>
    bareServer(async (request, response) => response.end(`${name} ${await readAll(request)}`))

  it('take turns', async () => {
    const [{ origin: one }, { origin: two }] = [await named('one'), await named('two')]
    const { address } = await gatewayBefore({ intake: [one, two] })
    const said = []
    for (let n = 0; n < 4; n++) said.push((await ask(address, '/v1/filings')).body)
    expect(said.sort()).toEqual(['one ', 'one ', 'two ', 'two '])
  })

  it('stand in for one that is dead, for changes too, whose bodies go to the one that lives', async () => {
    const { origin: one } = await named('one')
    const { address } = await gatewayBefore({ intake: [DEAD_ORIGIN, one, DEAD_ORIGIN] })
    for (let n = 0; n < 6; n++)
      expect(await ask(address, '/v1/filings', { method: 'POST', body: `n${n}` })).toMatchObject({
        status: 200,
        body: `one n${n}`,
      })
  })

  it('of which none can be reached are unavailable, and it says when to ask again', async () => {
    const { address, upstreams } = await gatewayBefore({ intake: [DEAD_ORIGIN] })
    for (const path of ['/v1/filings', '/v1/clocks']) {
      const answer = await ask(address, path, { method: 'POST', body: 'x'.repeat(100_000) })
      expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '2' } })
      expect(answer.headers['content-type']).toBe('application/problem+json')
      expect(json(answer.body)).toMatchObject({ code: 'unavailable' })
    }
    const { origin } = await named('back')
    upstreams.intake.set([origin])
    expect((await ask(address, '/v1/filings')).body).toBe('back ')
  })

  it('of which none can be reached make one short line of the log for a request, and no error', async () => {
    const lines: string[] = []
    const logger = createLogger({ level: 'warn', to: { write: (line) => void lines.push(line) } })
    const { address } = await gatewayBefore({ intake: [DEAD_ORIGIN] }, { logger })
    expect((await ask(address, '/v1/filings')).status).toBe(503)
    expect(lines).toHaveLength(1)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'warn', status: 503, code: 'unavailable' })
    expect(lines[0]).not.toMatch(/stack|"err"/)
  })

  it('that may have done a change are not asked twice; a look is', async () => {
    let asked = 0
    const { origin: dying } = await bareServer((request) => {
      asked += 1
      request.socket.destroy()
    })
    const { origin: one } = await named('one')
    const { address } = await gatewayBefore({ intake: [dying, one], routing: [dying, dying] })
    for (let n = 0; n < 4; n++) expect((await ask(address, '/v1/filings')).body).toBe('one ')
    asked = 0
    expect((await ask(address, '/v1/cases', { method: 'POST', body: 'x' })).status).toBe(503)
    expect(asked).toBe(1)
  })
})

describe('what it says for all', () => {
  const of = (tag: string, path: string, more: { name: string; status: string; detail: string }[] = []) =>
    serviceOf(async (app) => {
      const options = { config: { auth: 'public' }, schema: { hide: true } } as const
      app.get(path, { ...options, schema: { summary: tag, response: {} } }, async () => ({}))
      const report = {
        status: 'pass',
        checks: [{ name: 'accepting', status: 'pass' }, { name: `${tag} database`, status: 'pass' }, ...more],
      }
      app.get('/readyz', options, async () => report)
      app.get('/livez', options, async () => report)
    })

  it('documents every service, also one that went away meanwhile', async () => {
    const parts = {
      intake: await of('intake', '/v1/filings'),
      routing: await of('routing', '/v1/cases'),
      'sla-clock': await of('sla-clock', '/v1/clocks'),
      notification: await of('notification', '/v1/messages'),
    }
    const origins = Object.fromEntries(Object.entries(parts).map(([name, { origin }]) => [name, [origin]]))
    const { address, upstreams } = await gatewayBefore(origins)
    const early = await ask(address, '/openapi.json')
    expect(early.status).toBe(503)
    expect(json(early.body)).toMatchObject({ code: 'unavailable', detail: 'Todavía no responde: reporting.' })
    upstreams.reporting.set([(await of('reporting', '/v1/worklist')).origin])
    await parts.routing.app.close()
    expect((await ask(address, '/openapi.json')).status).toBe(200)
    const document = JSON.parse((await ask(address, '/openapi.json')).body)
    expect(document.info.title).toBe('Ventanilla')
    expect(Object.keys(document.paths)).toEqual([
      '/v1/filings',
      '/v1/cases',
      '/v1/clocks',
      '/v1/messages',
      '/v1/worklist',
    ])
    expect((await ask(address, '/docs/errors')).body).toContain('<tr id="unavailable">')
    expect(JSON.parse((await ask(address, '/docs/json')).body)).toEqual(document)
  })

  it('is ready when a service works in spite of something, and shows of what', async () => {
    const redis = { name: 'Redis', status: 'warn', detail: 'ECONNREFUSED' }
    const all: Record<string, string[]> = {}
    for (const name of ['intake', 'routing', 'sla-clock', 'notification', 'reporting'])
      all[name] = [(await of(name, '/v1/x', [redis])).origin]
    const { address } = await gatewayBefore(all)
    const { status, body } = await ask(address, '/readyz')
    expect(status, body).toBe(200)
    expect(JSON.parse(body)).toMatchObject({ status: 'pass' })
    expect(JSON.parse(body).checks).toContainEqual({ ...redis, name: 'intake Redis' })
  })

  it('is ready when a replica of each is, and says which one is missing', async () => {
    const all: Record<string, string[]> = {}
    for (const name of ['intake', 'routing', 'sla-clock', 'notification'])
      all[name] = [(await of(name, '/v1/x')).origin, DEAD_ORIGIN]
    const { address, upstreams } = await gatewayBefore({ ...all, reporting: [DEAD_ORIGIN] })
    const before = await ask(address, '/readyz')
    expect(before.status).toBe(503)
    expect(JSON.parse(before.body)).toMatchObject({ status: 'fail' })
    expect(JSON.parse(before.body).checks).toContainEqual({
      ...{ name: 'reporting replicas', status: 'fail', detail: 'ECONNREFUSED' },
    })
    expect((await ask(address, '/livez')).status).toBe(200)
    upstreams.reporting.set([(await of('reporting', '/v1/x')).origin])
    const after = await ask(address, '/readyz')
    expect(after.status, after.body).toBe(200)
    expect(JSON.parse(after.body).checks.slice(0, 4)).toEqual([
      { name: 'accepting', status: 'pass' },
      { name: 'intake replicas', status: 'warn', detail: '1/2' },
      { name: 'intake accepting', status: 'pass' },
      { name: 'intake database', status: 'pass' },
    ])
  })

  it('shows what is wrong with one replica while another works, and which it is', async () => {
    const all: Record<string, string[]> = {}
    for (const name of ['routing', 'sla-clock', 'notification', 'reporting'])
      all[name] = [(await of(name, '/v1/x')).origin]
    const relay = { name: 'loop relay', status: 'warn', detail: 'ECONNREFUSED' }
    const first = await of('intake', '/v1/x', [{ ...relay, status: 'pass', detail: 'owner' }])
    const second = await of('intake', '/v1/x', [relay])
    const { address, upstreams } = await gatewayBefore({ ...all, intake: [first.origin, second.origin] })
    const both = await ask(address, '/readyz')
    expect(both.status).toBe(200)
    const told = { name: 'intake loop relay', status: 'warn', detail: 'réplica 2: ECONNREFUSED' }
    const { checks } = JSON.parse(both.body)
    expect(checks.filter(({ name }: { name: string }) => name === told.name)).toEqual([told])
    expect(checks).toContainEqual({ name: 'intake replicas', status: 'pass', detail: '2/2' })
    expect(checks).toContainEqual({ name: 'intake accepting', status: 'pass' })
    upstreams.intake.set([undefined, second.origin])
    const one = JSON.parse((await ask(address, '/readyz')).body)
    expect(one.status).toBe('pass')
    expect(one.checks).toContainEqual({ name: 'intake replicas', status: 'warn', detail: '1/2' })
  })

  it('tells Prometheus where each process has its metrics now', async () => {
    const { address, upstreams } = await gatewayBefore({ intake: ['http://127.0.0.1:41234'] })
    const target = (port: number, replica: string) => ({
      targets: [`127.0.0.1:${port}`],
      labels: { service: 'intake', replica },
    })
    const before = await ask(address, '/metrics/targets')
    expect(before.headers['content-type']).toMatch(/^application\/json/)
    expect(JSON.parse(before.body)).toEqual([target(41234, '1')])
    upstreams.intake.set([undefined, 'http://127.0.0.1:41235'])
    expect(JSON.parse((await ask(address, '/metrics/targets')).body)).toEqual([target(41235, '2')])
  })
})
