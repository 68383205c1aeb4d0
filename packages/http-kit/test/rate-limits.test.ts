import { type Counter, memoryCounter } from '@ventanilla/redis'
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

  it('keeps its counts where it is told, for all who count there', async () => {
    const shared = { counter: memoryCounter(), secret: Buffer.from('the same for both of them') }
    const replicas = [
      await server(routes, { rateLimits: { ...limits, ...shared } }),
      await server(routes, { rateLimits: { ...limits, ...shared } }),
    ]
    const answers = []
    for (const app of [...replicas, ...replicas]) answers.push((await app.inject('/open')).statusCode)
    expect(answers).toEqual([200, 200, 429, 429])
  })

  it('counts a route with a limit of its own apart from the others', async () => {
    const config = { auth: 'public', rateLimit: { max: 1, timeWindow: 60_000 } } as const
    const own: HttpRoutes = async (app) => {
      for (const url of ['/rare', '/rarer'] as const)
        app.get(url, { config, schema: anything }, async () => ({ ok: true }))
      await app.register(routes)
    }
    const app = await server(own, { rateLimits: limits })
    const ask = async (url: string) => (await app.inject(url)).statusCode
    expect([await ask('/rare'), await ask('/rare'), await ask('/rarer')]).toEqual([200, 429, 200])
    expect([await ask('/open'), await ask('/open'), await ask('/open')]).toEqual([200, 200, 429])
  })

  it('tells whoever counts no address, and nothing that all the addresses could be tried against', async () => {
    const keys: string[] = []
    const counter: Counter = {
      async hit(key) {
        keys.push(key)
        return { count: 1, endsInMs: 1 }
      },
    }
    const ask = async (secret: string, remoteAddress: string) => {
      const app = await server(routes, { rateLimits: { counter, secret: Buffer.from(secret) } })
      await app.inject({ url: '/open', remoteAddress })
      await app.inject({ url: '/mine', remoteAddress })
      return keys.splice(0)
    }
    const first = await ask('one', '10.11.12.13')
    expect(first).toEqual([first[0], first[0]])
    expect(first.join()).not.toMatch(/10\.|11\.|12\.13/)
    expect(await ask('one', '10.11.12.13')).toEqual(first)
    expect(await ask('two', '10.11.12.13')).not.toEqual(first)
    expect(await ask('one', '10.11.12.14')).not.toEqual(first)
    // One subscriber has all of a /64.
    expect(await ask('one', '2001:db8::1')).toEqual(await ask('one', '2001:db8::2'))
  })

  it('serves on when whoever counts is down', async () => {
    const counter: Counter = { hit: () => Promise.reject(new Error('down')) }
    const app = await server(routes, { rateLimits: { ...limits, counter } })
    for (let i = 0; i < 5; i++) expect((await app.inject('/open')).statusCode).toBe(200)
  })
})
