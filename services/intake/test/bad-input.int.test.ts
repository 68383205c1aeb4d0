import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aFiling, aPerson, openWorld, type World } from './support/world.ts'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

/** Nothing of a refused request is anywhere: no fact, no number, no envelope, no key, nothing in the vault. */
async function traces(): Promise<unknown> {
  const own = await world.deps.database.query(
    `select (select count(*) from log.events), (select count(*) from log.claims) as claims,
            (select count(*) from log.enclosures) as enclosures, (select sum(last) from log.series) as series`,
  )
  const vault = await world.secrets.database.query(
    'select (select count(*) from vault.records), (select count(*) from vault.keys) as keys',
  )
  return [own, vault]
}

async function refusal(body: unknown, url = '/v1/filings') {
  const before = await traces()
  const claims = url.includes('/public/') ? undefined : { scope: 'filings:write' }
  const answer = await world.send('POST', url, claims, { body })
  expect(await traces()).toEqual(before)
  expect(answer.headers['content-type']).toContain('application/problem+json')
  const { code, field, errors } = answer.body
  return { status: answer.status, code, field, ...(errors && { fault: errors[0].code }) }
}

const invalid = (field: string, fault: string) => ({ status: 400, code: 'validation-failed', field, fault })
const forbidden = (code: string, field: string) => ({ status: 422, code, field })

describe('the shape of a filing', () => {
  it.each([
    ['malformed JSON', '{"entity": ', { status: 400, code: 'invalid-json', field: 'body' }],
    ['an unknown field', aFiling({ priority: 1 }), invalid('body.priority', 'unknown-field')],
    [
      'an unknown field of the person',
      aFiling({ person: aPerson({ age: 3 }) }),
      invalid('body.person.age', 'unknown-field'),
    ],
    ['a missing field', aFiling({ subject: undefined }), invalid('body.subject', 'required')],
    ['a wrong type', aFiling({ text: 5 }), invalid('body.text', 'invalid-type')],
    ['a list in place of a filing', [aFiling()], invalid('body', 'invalid-type')],
    ['a blank subject', aFiling({ subject: '   ' }), invalid('body.subject', 'too-small')],
    ['a text that is too long', aFiling({ text: 'a'.repeat(50_001) }), invalid('body.text', 'too-big')],
    ['a mode that is none', aFiling({ mode: 'secreta' }), invalid('body.mode', 'invalid-value')],
    [
      'a bad e-mail',
      aFiling({ person: aPerson({ email: 'ana@' }) }),
      invalid('body.person.email', 'invalid-format'),
    ],
    [
      'a day that does not exist',
      aFiling({ receivedAt: '2026-02-30T10:00' }),
      invalid('body.receivedAt', 'invalid-format'),
    ],
    [
      'a day without an hour',
      aFiling({ receivedAt: '2026-02-20' }),
      invalid('body.receivedAt', 'invalid-format'),
    ],
    [
      'a document without its type',
      aFiling({ person: aPerson({ documentType: undefined }) }),
      invalid('body.person.documentType', 'required'),
    ],
    [
      'a person without a name',
      aFiling({ person: { documentType: 'CC', documentNumber: '123456' } }),
      invalid('body.person.firstNames', 'required'),
    ],
    [
      'a reference that holds an e-mail',
      aFiling({ externalRef: 'ana@ejemplo.co' }),
      invalid('body.externalRef', 'invalid-format'),
    ],
    [
      'a term of no days',
      aFiling({ recordedBy: 'x', term: { amount: 0, unit: 'business-days' } }),
      invalid('body.term.amount', 'too-small'),
    ],
    [
      'a file twice',
      aFiling({
        attachments: [
          { ref: 'a'.repeat(64), name: 'a' },
          { ref: 'a'.repeat(64), name: 'b' },
        ],
      }),
      invalid('body.attachments', 'invalid-value'),
    ],
  ])('%s', async (_what, body, expected) => {
    expect(await refusal(body)).toEqual(expected)
  })

  it('too large', async () => {
    const body = `{"text": "${'a'.repeat(17 * 1024 * 1024)}"}`
    expect(await refusal(body)).toMatchObject({ status: 413, code: 'body-too-large' })
  })

  it('another media type', async () => {
    const claims = { scope: 'filings:write' }
    expect(await world.send('POST', '/v1/filings', claims, { body: '<a/>', type: 'text/xml' })).toMatchObject(
      {
        status: 415,
        body: { code: 'unsupported-media-type' },
      },
    )
  })
})

describe('the rules of a filing', () => {
  it.each([
    ['entity-unknown', 'body.entity', aFiling({ entity: 'ninguna' })],
    ['procedure-unknown', 'body.procedure', aFiling({ procedure: 'tutela' })],
    ['kind-unknown', 'body.kind', aFiling({ kind: 'tutela' })],
    ['channel-unknown', 'body.channel', aFiling({ channel: 'telepatia' })],
    ['product-unknown', 'body.product', aFiling({ product: 'hipotecario' })],
    ['anonymous-with-person', 'body.person', aFiling({ mode: 'anonymous' })],
    ['person-missing', 'body.person', aFiling({ mode: 'named', person: undefined })],
    ['received-in-future', 'body.receivedAt', aFiling({ receivedAt: '2026-03-24T10:01' })],
    ['term-without-record', 'body.term', aFiling({ term: { amount: 5, unit: 'business-days' } })],
    [
      'attachment-unknown',
      'body.attachments[0].ref',
      aFiling({ attachments: [{ ref: 'a'.repeat(64), name: 'a.pdf' }] }),
    ],
  ])('%s', async (code, field, body) => {
    expect(await refusal(body)).toEqual(forbidden(code, field))
  })
})

describe('who may file', () => {
  it('nobody without a token, nor with another scope', async () => {
    expect(await world.send('POST', '/v1/filings', undefined, { body: aFiling() })).toMatchObject({
      status: 401,
      body: { code: 'token-missing' },
    })
    expect(await world.file(aFiling(), { claims: { scope: 'cases:read' } })).toMatchObject({
      status: 403,
      body: { code: 'scope-missing' },
    })
  })

  it('a key that is none is refused', async () => {
    expect(await world.file(aFiling(), { key: 'con espacio' })).toMatchObject({
      status: 400,
      body: { code: 'idempotency-key-invalid', field: 'headers.idempotency-key' },
    })
  })
})

describe('a citizen', () => {
  const { channel: _, ...mine } = aFiling()

  it.each([
    ['channel', 'virtual'],
    ['receivedAt', '2026-03-20T10:00'],
    ['recordedBy', 'yo'],
    ['externalRef', '1'],
    ['term', { amount: 1, unit: 'business-days' }],
  ])('says nothing of %s', async (field, value) => {
    expect(await refusal({ ...mine, [field]: value }, '/v1/public/filings')).toEqual(
      invalid(`body.${field}`, 'unknown-field'),
    )
  })

  it('files by the public form and no other', async () => {
    const internal = { ...mine, procedure: 'publicaciones', kind: 'contenidos-web' }
    expect(await refusal(internal, '/v1/public/filings')).toEqual(
      forbidden('procedure-unknown', 'body.procedure'),
    )
    expect(await refusal({ ...mine, theme: 'Mutaciones' }, '/v1/public/filings')).toEqual(
      forbidden('theme-unknown', 'body.theme'),
    )
    expect(await world.send('GET', '/v1/public/forms/icetex/publicaciones')).toMatchObject({ status: 404 })
    expect(await world.send('GET', '/v1/public/forms/ninguna/pqrsd')).toMatchObject({ status: 404 })
  })
})
