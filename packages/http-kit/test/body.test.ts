import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type HttpRoutes, problemMediaType } from '../src/index.ts'
import { server } from './support.ts'

const body = z.strictObject({
  person: z.strictObject({ email: z.email(), age: z.int().min(0).optional() }),
  subject: z.string().min(1).max(10),
  tags: z.array(z.string()).max(2).optional(),
})
const echo = z.strictObject({ ok: z.boolean() })
const config = { auth: 'public', rateLimit: false } as const

const routes: HttpRoutes = async (app) => {
  app.post('/filings', { config, schema: { body, response: { 200: echo } } }, async () => ({ ok: true }))
  app.post(
    '/events',
    {
      config: {
        ...config,
        consumes: ['application/cloudevents+json', 'application/cloudevents-batch+json'],
        rawBody: true,
      },
      schema: { body: z.unknown(), response: { 200: z.strictObject({ raw: z.string() }) } },
    },
    async (request) => ({ raw: request.rawBody.toString('utf8') }),
  )
  app.put(
    '/files',
    {
      config: { ...config, consumes: ['application/octet-stream'] },
      bodyLimit: 64,
      schema: { response: { 200: z.strictObject({ bytes: z.int() }) } },
    },
    async (request) => {
      if (!(request.body instanceof Readable)) throw new Error('the body is not a stream')
      return { bytes: (await buffer(request.body)).length }
    },
  )
}

const good = { person: { email: 'a@b.co' }, subject: 'Queja' }

async function send(
  payload: string | Buffer,
  type = 'application/json',
  url: '/filings' | '/events' = '/filings',
) {
  const app = await server(routes, { bodyLimit: 100_000 })
  const response = await app.inject({ method: 'POST', url, payload, headers: { 'content-type': type } })
  return { status: response.statusCode, headers: response.headers, body: response.json() }
}

describe('JSON that is none', () => {
  it.each([
    ['', 'El cuerpo llegó vacío.'],
    ['{"a":', 'El JSON está incompleto: termina en la línea 1, columna 6.'],
    ['{\n  "a": 1,\n}', 'El JSON tiene un error en la línea 3, columna 1.'],
    ['nombre: Ana', 'El JSON tiene un error en la línea 1, columna 1.'],
    ['['.repeat(80) + ']'.repeat(80), 'El cuerpo tiene más de 64 niveles de objetos y listas.'],
  ])('%j is invalid-json', async (payload, detail) => {
    const { status, headers, body } = await send(payload)
    expect({ status, ...body }).toMatchObject({ status: 400, code: 'invalid-json', detail })
    expect(headers['content-type']).toBe(problemMediaType)
  })

  it('tells where, for programs', async () => {
    const { body } = await send('{"a": ana}')
    expect(body).toMatchObject({ line: 1, column: 7, offset: 6 })
    expect(JSON.stringify(body)).not.toContain('ana')
  })

  it('is refused when it is not UTF-8', async () => {
    const { body } = await send(Buffer.from([0x22, 0xf1, 0x22]))
    expect(body).toMatchObject({ code: 'invalid-json', detail: 'El cuerpo no está en UTF-8.' })
  })

  it('may start with a byte order mark', async () => {
    expect((await send(`\ufeff${JSON.stringify(good)}`)).status).toBe(200)
  })
})

describe('JSON that must not enter', () => {
  it.each([
    ['{"__proto__":{"admin":true}}', 'body.__proto__', 'forbidden-key'],
    ['{"\\u005f_proto__":1}', 'body.__proto__', 'forbidden-key'],
    ['{"a":[{"constructor":{"prototype":{}}}]}', 'body.a[0].constructor', 'forbidden-key'],
    ['{"subject":"a\\u0000b"}', 'body.subject', 'unstorable-text'],
    ['{"subject":"\\ud83d"}', 'body.subject', 'unstorable-text'],
  ])('%s is validation-failed', async (payload, field, code) => {
    const { status, body } = await send(payload)
    expect(status).toBe(400)
    expect(body).toMatchObject({ code: 'validation-failed', field, errors: [{ field, code }] })
  })
})

describe('JSON that breaks its schema', () => {
  it('names every field at fault, in Spanish', async () => {
    const { body } = await send(
      JSON.stringify({ person: { email: 'ana', phone: '3' }, subject: 'demasiado largo', tags: ['a', 1] }),
    )
    expect(body).toMatchObject({ code: 'validation-failed', field: 'body.person.email' })
    expect(body.errors).toEqual([
      {
        field: 'body.person.email',
        code: 'invalid-format',
        detail: 'Escriba un correo electrónico completo, como nombre@ejemplo.co.',
      },
      { field: 'body.person.phone', code: 'unknown-field', detail: 'Este campo no se conoce.' },
      { field: 'body.subject', code: 'too-big', detail: 'Debe tener máximo 10 caracteres.' },
      { field: 'body.tags[1]', code: 'invalid-type', detail: 'Debe ser texto.' },
    ])
  })

  it('tells a missing field from one of the wrong type, and quotes neither', async () => {
    const { body } = await send(JSON.stringify({ person: { email: 7000123 } }))
    expect(body.errors).toEqual([
      { field: 'body.person.email', code: 'invalid-type', detail: 'Debe ser texto.' },
      { field: 'body.subject', code: 'required', detail: 'Falta este campo.' },
    ])
    expect(JSON.stringify(body)).not.toContain('7000123')
  })

  it('lists twenty at most', async () => {
    const extra = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`x${i}`, 1]))
    const { body } = await send(JSON.stringify({ ...good, ...extra }))
    expect(body.errors).toHaveLength(20)
    expect(body.detail).toContain('primeros 20')
  })

  it('wants a body where there is none', async () => {
    const app = await server(routes)
    const response = await app.inject({ method: 'POST', url: '/filings' })
    expect(response.json()).toMatchObject({
      code: 'validation-failed',
      field: 'body',
      detail: 'Falta este campo.',
    })
  })
})

describe('media types', () => {
  it('parses CloudEvents where the route takes them and keeps the bytes', async () => {
    const raw = '{ "id":"1" }'
    const single = await send(raw, 'application/cloudevents+json; charset=utf-8', '/events')
    expect(single.body).toEqual({ raw })
    expect((await send('[]', 'application/cloudevents-batch+json', '/events')).body).toEqual({ raw: '[]' })
  })

  it.each([
    ['text/plain', '/filings'],
    ['application/cloudevents+json', '/filings'],
    ['application/json', '/events'],
    ['not a type', '/filings'],
  ] as const)('%s to %s is unsupported-media-type', async (type, url) => {
    const { status, body } = await send('{}', type, url)
    expect(status).toBe(415)
    expect(body.code).toBe('unsupported-media-type')
  })

  it('refuses a body without a type, and a compressed one', async () => {
    const app = await server(routes)
    const untyped = await app.inject({ method: 'POST', url: '/filings', payload: Buffer.from('{}') })
    expect(untyped.json()).toMatchObject({ code: 'unsupported-media-type', accepted: ['application/json'] })
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' }
    const zipped = await app.inject({ method: 'POST', url: '/filings', payload: '{}', headers })
    expect(zipped.json()).toMatchObject({ code: 'unsupported-media-type', field: 'headers.content-encoding' })
  })
})

describe('size', () => {
  it('refuses a body over the limit of the server', async () => {
    const { status, body } = await send(JSON.stringify({ subject: 'x'.repeat(100_001) }))
    expect(status).toBe(413)
    expect(body).toMatchObject({
      code: 'body-too-large',
      limit: 100_000,
      detail: 'El límite es de 100.000 bytes.',
    })
  })

  it('leaves octets as a stream, up to the limit of the route', async () => {
    const app = await server(routes)
    const put = (payload: Buffer | Readable) =>
      app.inject({
        method: 'PUT',
        url: '/files',
        payload,
        headers: { 'content-type': 'application/octet-stream' },
      })
    expect((await put(Buffer.alloc(64))).json()).toEqual({ bytes: 64 })
    expect((await put(Buffer.alloc(65))).json()).toMatchObject({ code: 'body-too-large', limit: 64 })
    // Without a Content-Length only counting tells.
    const chunked = await put(Readable.from([Buffer.alloc(60), Buffer.alloc(60)]))
    expect(chunked.statusCode).toBe(413)
    expect(chunked.json()).toMatchObject({ code: 'body-too-large', limit: 64 })
  })

  it('refuses a body that is not as long as it says', async () => {
    const app = await server(routes)
    const headers = { 'content-type': 'application/json', 'content-length': '50' }
    const response = await app.inject({ method: 'POST', url: '/filings', payload: '{}', headers })
    expect(response.statusCode).toBe(400)
    expect(response.json().code).toBe('malformed-request')
  })
})
