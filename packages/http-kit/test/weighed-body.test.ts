import { request } from 'node:http'
import { Readable } from 'node:stream'
import { type Counter, memoryCounter } from '@ventanilla/redis'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type HttpRoutes, type RateLimits, weighedBody } from '../src/index.ts'
import { server } from './support.ts'

const MIB = 1024 ** 2
const DAY_MS = 86_400_000
const limit = { max: 3 * MIB, windowMs: DAY_MS }

/** A route that reads its body and says how long it was. */
const routes: HttpRoutes = async (app) => {
  const config = { auth: 'public', consumes: 'untouched', errors: ['body-too-large'] } as const
  const schema = { response: { 200: z.strictObject({ bytes: z.int() }) } }
  app.post('/weighed', { config, schema }, async (asked) => {
    let bytes = 0
    for await (const chunk of await weighedBody(asked, limit)) bytes += chunk.byteLength
    return { bytes }
  })
}
const open = (rateLimits: RateLimits = {}) => server(routes, { rateLimits })
type App = Awaited<ReturnType<typeof open>>

const send = (app: App, body: Buffer | Readable, remoteAddress = '10.0.0.1') =>
  app.inject({
    ...{ method: 'POST', url: '/weighed', remoteAddress, payload: body },
    headers: { 'content-type': 'application/octet-stream' },
  })

describe('a body that is weighed', () => {
  it('is of what an address may send in a window', async () => {
    const app = await open()
    expect((await send(app, Buffer.alloc(2 * MIB))).json()).toEqual({ bytes: 2 * MIB })
    const refused = await send(app, Buffer.alloc(2 * MIB))
    expect(refused.statusCode).toBe(429)
    expect(refused.json()).toMatchObject({ code: 'rate-limited', limit: limit.max })
    expect(refused.headers).toMatchObject({
      'ratelimit-limit': String(3 * MIB),
      'ratelimit-remaining': String(MIB),
    })
    const wait = Number(refused.headers['retry-after'])
    expect(wait).toBeGreaterThan(86_000)
    expect(refused.headers['ratelimit-reset']).toBe(String(wait))
    // What was refused by its length alone never came; others have their own.
    expect((await send(app, Buffer.alloc(MIB))).statusCode).toBe(200)
    expect((await send(app, Buffer.alloc(1))).statusCode).toBe(429)
    expect((await send(app, Buffer.alloc(1), '10.0.0.2')).statusCode).toBe(200)
  })

  it('is cut where the allowance ends, when nobody says how long it is', async () => {
    const app = await open()
    let given = 0
    async function* endless() {
      for (;;) {
        given += 64 * 1024
        yield Buffer.alloc(64 * 1024)
      }
    }
    const refused = await send(app, Readable.from(endless()))
    expect([refused.statusCode, refused.json().code]).toEqual([429, 'rate-limited'])
    expect(given).toBeLessThan(6 * MIB)
    expect((await send(app, Readable.from([Buffer.from('x')]))).statusCode).toBe(429)
  })

  it('is too large, and not too much, when no allowance would hold it', async () => {
    const refused = await send(await open(), Buffer.alloc(3 * MIB + 1))
    expect(refused.statusCode).toBe(413)
    expect(refused.json()).toMatchObject({ code: 'body-too-large', limit: 3 * MIB })
  })

  it('counts what came of one that broke off', async () => {
    let sum = 0
    const counter: Counter = {
      async hit(_key, endsInMs, weight = 1) {
        if (endsInMs === DAY_MS) sum += weight
        return { count: sum, endsInMs }
      },
    }
    const app = await open({ counter })
    const { port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }))
    const headers = { 'content-length': 2 * MIB, 'content-type': 'application/octet-stream' }
    const sending = request({ port, method: 'POST', path: '/weighed', headers })
    sending.on('error', () => {})
    sending.write(Buffer.alloc(MIB + MIB / 2), () => setTimeout(() => sending.destroy(), 50))
    await expect.poll(() => sum, { timeout: 10_000 }).toBe(MIB + MIB / 2)
  })

  it('is counted where all replicas count, and by nobody’s address', async () => {
    const keys: string[] = []
    const memory = memoryCounter()
    const counter: Counter = {
      hit(key, ...rest) {
        keys.push(key)
        return memory.hit(key, ...rest)
      },
    }
    const shared = { counter, secret: Buffer.from('the same for both of them') }
    const [one, two] = [await open(shared), await open(shared)]
    await send(one, Buffer.alloc(2 * MIB))
    expect((await send(two, Buffer.alloc(2 * MIB))).statusCode).toBe(429)
    expect(keys.some((key) => key.startsWith('bytes POST /weighed:address:'))).toBe(true)
    expect(keys.join()).not.toContain('10.0.0.1')
  })

  it('is taken when whoever counts is down', async () => {
    const app = await open({ counter: { hit: () => Promise.reject(new Error('down')) } })
    for (let n = 0; n < 3; n++) expect((await send(app, Buffer.alloc(2 * MIB))).statusCode).toBe(200)
  })
})
