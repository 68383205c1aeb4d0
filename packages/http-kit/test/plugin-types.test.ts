import type { FastifyPluginAsync } from 'fastify'
import { expect, it } from 'vitest'
import type { HttpRoutes } from '../src/index.ts'
import { server } from './support.ts'

it('routes typed by zod are a Fastify plugin as any other, and any other may be mounted', async () => {
  const typed: HttpRoutes = async (app) => {
    app.get('/a', { config: { auth: 'public' }, schema: { hide: true } }, async () => 'a')
  }
  const plain: FastifyPluginAsync = typed
  const app = await server(async (scope) => {
    await scope.register(plain)
  })
  expect((await app.inject('/a')).body).toBe('a')
})

it('a handler may take over the raw request, body unread', async () => {
  const app = await server(async (scope) => {
    const config = { auth: 'public', rateLimit: false, consumes: 'untouched' } as const
    scope.all('/oidc/*', { config, schema: { hide: true } }, (request, reply) => {
      reply.hijack()
      let body = ''
      request.raw.setEncoding('utf8')
      request.raw.on('data', (chunk) => {
        body += chunk
      })
      request.raw.on('end', () => reply.raw.end(body))
    })
  })
  for (const type of ['application/x-www-form-urlencoded', 'application/json']) {
    const payload = 'grant_type=client_credentials'
    const headers = { 'content-type': type }
    expect((await app.inject({ method: 'POST', url: '/oidc/token', payload, headers })).body).toBe(payload)
  }
})
