import fastify, { type FastifyInstance } from 'fastify'
import { expect, it } from 'vitest'
import { counted } from '../src/in-flight.ts'
import { watermarkClock } from '../src/index.ts'
import { createReach } from '../src/reach.ts'

const T0 = '2026-01-05T13:00:00.000Z'
const T1 = '2026-01-06T13:00:00.000Z'

it('a request holds back where the service has got to while it works, however it ends', async () => {
  const clock = watermarkClock(T0)
  const reach = createReach({ clock, inputs: [], jobs: [] })
  const working = Promise.withResolvers<string>()
  const app = fastify()
  const routes = async (own: FastifyInstance) => {
    own.get('/works', () => working.promise)
    own.get('/throws', () => {
      throw new Error('at once')
    })
    own.get('/rejects', async () => {
      throw new Error('later')
    })
  }
  await app.register(counted(routes as Parameters<typeof counted>[0], reach))

  const answer = app.inject('/works').then((response) => response)
  expect((await app.inject('/throws')).statusCode).toBe(500)
  expect((await app.inject('/rejects')).statusCode).toBe(500)
  clock.advance(T1)
  expect(reach.instant()).toBe(T0)
  working.resolve('done')
  expect((await answer).statusCode).toBe(200)
  expect(reach.instant()).toBe(T1)
})
