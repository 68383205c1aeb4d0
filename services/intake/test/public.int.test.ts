import { createHttp } from '@ventanilla/http-kit'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { documentTypes, personSchema } from '../src/commands/person.ts'
import { citizenSubmissionSchema } from '../src/commands/submission.ts'
import { errors } from '../src/errors.ts'
import { formFields } from '../src/queries/forms/fields.ts'
import { verifier } from './support/tokens.ts'
import { aFiling, openWorld, type World } from './support/world.ts'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const { channel: _, ...mine } = aFiling()

it('the form names every field that a citizen may send, and no other', () => {
  const top = Object.keys(citizenSubmissionSchema.shape).filter((name) => name !== 'person')
  const person = Object.keys(personSchema.shape).map((name) => `person.${name}`)
  // `entity` and `procedure` are in the form's address; `form` is what a procedure adds.
  const asked = [...top, ...person].filter((name) => !['entity', 'procedure', 'form'].includes(name))
  expect(formFields.map(({ name }) => name).sort()).toEqual(asked.sort())
})

it('the form offers what the procedure takes', async () => {
  const { status, body } = await world.send('GET', '/v1/public/forms/icetex/pqrsd')
  expect(status).toBe(200)
  expect(body.kinds).toContainEqual(
    expect.objectContaining({ id: 'queja', term: { amount: 15, unit: 'business-days' } }),
  )
  // The channel of a citizen's own filing is fixed: a form has none to choose.
  expect(body).not.toHaveProperty('channels')
  expect(body.documentTypes).toHaveLength(Object.keys(documentTypes).length)
  expect(body.modes.map(({ id }: { id: string }) => id)).toEqual(['named', 'anonymous', 'reserved'])
})

it.each(['named', 'anonymous', 'reserved'])('a citizen files %s, without a token', async (mode) => {
  const body = mode === 'anonymous' ? { ...mine, mode, person: undefined } : { ...mine, mode }
  const answer = await world.send('POST', '/v1/public/filings', undefined, {
    body,
    key: `key ${mode}`.replace(' ', '-'),
  })
  expect(answer).toMatchObject({ status: 201, body: { radicado: expect.stringMatching(/^ICX-2026-/) } })
  const { body: found } = await world.get(`/v1/filings/${answer.body.caseId}`)
  expect(found).toMatchObject({ mode, channel: 'virtual', receivedAt: '2026-03-24T15:00:00.000Z' })
  const again = await world.send('POST', '/v1/public/filings', undefined, { body, key: `key-${mode}` })
  expect([again.text, again.headers['idempotency-replayed']]).toEqual([answer.text, 'true'])
})

it('an address that files without end is held back', async () => {
  const app = createHttp({
    title: 'x',
    version: '1',
    verifier,
    errors: [errors],
    rateLimits: { address: { max: 3, windowMs: 60_000 } },
  })
  onTestFinished(() => app.close())
  await app.register(world.service.http)
  const post = async () =>
    (await app.inject({ method: 'POST', url: '/v1/public/filings', payload: mine })).statusCode
  expect([await post(), await post(), await post(), await post()]).toEqual([201, 201, 201, 429])
})
