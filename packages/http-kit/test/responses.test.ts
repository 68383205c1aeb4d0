import { expect, it } from 'vitest'
import { z } from 'zod'
import type { HttpOptions } from '../src/index.ts'
import { keepingLogger, server } from './support.ts'

const schema = z.object({
  id: z.string(),
  items: z.array(z.object({ n: z.int(), at: z.string().optional() })),
})

async function answering(value: unknown, options: Partial<HttpOptions> = {}) {
  const app = await server(async (scope) => {
    const config = { auth: 'public', rateLimit: false } as const
    scope.get('/x', { config, schema: { response: { 200: schema } } }, (_request, reply) => {
      reply.send(value as z.infer<typeof schema>)
    })
  }, options)
  const response = await app.inject('/x')
  return { status: response.statusCode, body: response.json() }
}

const leaky = { id: '1', items: [{ n: 1, email: 'a@b.co' }] }

it('a key that the schema does not name is an internal error under test', async () => {
  const { logger, text } = keepingLogger()
  expect(await answering(leaky, { logger })).toMatchObject({ status: 500, body: { code: 'internal-error' } })
  expect(text()).toContain("'.items[0].email' is not in the schema")
  expect(text()).not.toContain('a@b.co')
})

it('and is cut off in production', async () => {
  const { status, body } = await answering(leaky, { contract: 'tolerate' })
  expect({ status, body }).toEqual({ status: 200, body: { id: '1', items: [{ n: 1 }] } })
})

it('a value of another type is an internal error in both', async () => {
  const wrong = { id: 1, items: [] }
  for (const contract of ['enforce', 'tolerate'] as const) {
    expect(await answering(wrong, { contract })).toMatchObject({
      status: 500,
      body: { code: 'internal-error' },
    })
  }
})

it('undefined members are no keys', async () => {
  const { status, body } = await answering({ id: '1', items: [{ n: 1, at: undefined }], extra: undefined })
  expect({ status, body }).toEqual({ status: 200, body: { id: '1', items: [{ n: 1 }] } })
})
