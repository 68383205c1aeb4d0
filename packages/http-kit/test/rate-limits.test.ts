import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { HttpRoutes } from '../src/index.ts'
import { server, token } from './support.ts'

const config = { auth: 'public', rateLimit: false } as const
const anything = { response: { 200: z.strictObject({ ok: z.boolean() }) } }

describe('rate-limited', () => {
  const limits = { address: { max: 2, windowMs: 60_000 }, client: { max: 3, windowMs: 60_000 } }
  const routes: HttpRoutes = async (app) => {
    app.get('/open', { config: { auth: 'public' }, schema: anything }, async () => ({ ok: true }))
    app.get('/free', { config, schema: anything }, async () => ({ ok: true }))
    app.get('/mine', { config: { auth: { scopes: ['filings:write'] } }, schema: anything }, async () => ({
      ok: true,
    }))
  }

  it('counts public routes by address, unknown paths and refused tokens with them', async () => {
    const app = await server(routes, { rateLimits: limits })
    const ask = async (url: string, remoteAddress = '10.0.0.1') => app.inject({ url, remoteAddress })
    expect((await ask('/open')).statusCode).toBe(200)
    expect((await ask('/mine')).statusCode).toBe(401)
    const third = await ask('/nothing')
    expect(third.statusCode).toBe(429)
    expect(third.json()).toMatchObject({ code: 'rate-limited' })
    expect(Number(third.headers['retry-after'])).toBeGreaterThan(0)
    const fourth = await ask('/mine')
    expect(fourth.statusCode).toBe(429)
    expect(Number(fourth.headers['retry-after'])).toBeGreaterThan(0)
    expect((await ask('/open', '10.0.0.2')).statusCode).toBe(200)
    expect((await ask('/free')).statusCode).toBe(200)
  })

  it('counts good tokens by client, wherever they come from', async () => {
    const app = await server(routes, { rateLimits: limits })
    const ask = async (client: string, remoteAddress: string) => {
      const headers = { authorization: `Bearer ${await token({ client_id: client })}` }
      return (await app.inject({ url: '/mine', headers, remoteAddress })).statusCode
    }
    for (const from of ['10.0.0.1', '10.0.0.2', '10.0.0.3']) expect(await ask('a', from)).toBe(200)
    expect(await ask('a', '10.0.0.4')).toBe(429)
    expect(await ask('b', '10.0.0.1')).toBe(200)
  })

  it('keeps its counts where it is told, and serves on when that place is down', async () => {
    class DownStore {
      incr(_key: string, callback: (error: Error) => void) {
        callback(new Error('the store is down'))
      }
      child() {
        return new DownStore()
      }
    }
    const app = await server(routes, { rateLimits: { ...limits, store: DownStore } })
    for (let i = 0; i < 5; i++) expect((await app.inject('/open')).statusCode).toBe(200)
  })
})
