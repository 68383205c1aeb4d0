import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type ClientRequest, request } from 'node:http'
import { fileURLToPath } from 'node:url'
import { createHttp } from '@ventanilla/http-kit'
import { entitiesDir, loadEntities } from '@ventanilla/procedures'
import { watermarkClock } from '@ventanilla/runtime'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errors } from '../src/errors.ts'
import { type FileCheckLimits, fileCheckRoutes } from '../src/http/file-check-routes.ts'
import { keepingLogger } from './support/logger.ts'
import { type Claims, tokenOf, verifier } from './support/tokens.ts'

const fixture = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../../packages/file-checks/test/fixtures/${name}`, import.meta.url)))

const officer = { scope: 'cases:work' }
const entities = loadEntities(entitiesDir)
const clock = watermarkClock('2026-03-24T15:00:00.000Z')

/** The routes by themselves: they need neither database nor store, and that is the point. */
async function open(limits: FileCheckLimits = {}) {
  const { logger, text: logged } = keepingLogger()
  const rateLimits = { address: { max: 10_000, windowMs: 60_000 } }
  const app = createHttp({ title: 'Revisión', version: '1', verifier, errors: [errors], logger, rateLimits })
  const reached = Promise.withResolvers<void>()
  app.addHook('preHandler', async () => {
    // The handler follows at once.
    setImmediate(reached.resolve)
  })
  await app.register(fileCheckRoutes({ entities, clock }, limits))
  await app.ready()
  return {
    app,
    logged,
    reached: reached.promise,
    async check(what: string, body: Buffer | string, claims: Claims | undefined = officer, type = BINARY) {
      const [kind = '', query = 'entity=icetex'] = what.split('?')
      const answer = await app.inject({
        method: 'POST',
        url: `/v1/file-checks/${kind}?${query}`,
        headers: { 'content-type': type, ...(claims && { authorization: `Bearer ${tokenOf(claims)}` }) },
        payload: body,
      })
      return { status: answer.statusCode, headers: answer.headers, text: answer.body, body: answer.json() }
    },
  }
}

const BINARY = 'application/octet-stream'
let alone: Awaited<ReturnType<typeof open>>
beforeAll(async () => {
  alone = await open()
})
afterAll(() => alone.app.close())
const check: typeof alone.check = (...asked) => alone.check(...asked)

describe('a file that is to be published', () => {
  it('is told what it lacks', async () => {
    const banner = fixture('banner-un-pixel-mas.jpg')
    const { status, body } = await check('banner?entity=icetex&place=home&title=Ya%20abrieron', banner)
    expect([status, body]).toEqual([
      200,
      {
        ...{ kind: 'banner', ok: false, omitted: 0, counts: { 'banner-dimensions': 1 } },
        file: { sha256: createHash('sha256').update(banner).digest('hex'), bytes: banner.length },
        facts: expect.objectContaining({
          width: 1921,
          unchecked: ['description', 'callToAction', 'permanence'],
        }),
        findings: [
          {
            ...{ code: 'banner-dimensions', severity: 'error', found: '1921×550', limit: '1920×550' },
            detail: 'Mide 1921×550 píxeles; debe medir 1920×550.',
          },
        ],
      },
    ])
  })

  it('is a list or a document as well', async () => {
    expect((await check('sms', fixture('lista.xlsx'))).body.counts).toEqual({
      'sms-message-accents': 1,
      'sms-cedula-empty': 1,
      'sms-phone-invalid': 1,
      'sms-row-duplicate': 1,
    })
    expect((await check('document', fixture('con-contrasena.pdf'))).body.counts).toEqual({
      'file-password': 1,
    })
    expect((await check('document', '')).body.counts).toEqual({ 'file-empty': 1 })
  })

  it('names nobody, in the answer or in the log', async () => {
    const list = 'nombre,apellido,cedula,mensaje\nMarcela,Pruebas,52345678X,Atención Marcela\n'
    const { text } = await check('sms?entity=icetex&name=lista.csv', list)
    for (const value of ['Marcela', '52345678', 'Atención'])
      expect([text.includes(value), alone.logged().includes(value)]).toEqual([false, false])
  })

  it('is checked for who has a token, of that entity', async () => {
    const list = fixture('lista-buena.csv')
    const nobody = { method: 'POST', url: '/v1/file-checks/sms?entity=icetex', payload: list } as const
    expect((await alone.app.inject({ ...nobody, headers: { 'content-type': BINARY } })).statusCode).toBe(401)
    expect((await check('sms', list, { scope: 'cases:read' })).body.code).toBe('scope-missing')
    expect((await check('sms', list, { ...officer, entity: 'otra' })).body.code).toBe('scope-missing')
    expect((await check('sms', list, { ...officer, entity: 'icetex' })).body.ok).toBe(true)
  })

  it('is asked for in a way that can be answered', async () => {
    const list = fixture('lista-buena.csv')
    const refused = async (what: string, type?: string) => {
      const { status, body, headers } = await check(what, list, officer, type)
      expect(headers['content-type']).toContain('application/problem+json')
      return [status, body.code, body.field]
    }
    expect(await refused('sms?entity=nadie')).toEqual([422, 'entity-unknown', 'query.entity'])
    expect(await refused('sms?entity=icetex&procedure=no')).toEqual([
      422,
      'procedure-unknown',
      'query.procedure',
    ])
    expect(await refused('sms?entity=icetex&procedure=pqrsd')).toEqual([
      ...[422, 'procedure-without-checks', 'query.procedure'],
    ])
    expect(await refused('sms?place=home&entity=icetex')).toEqual([400, 'validation-failed', 'query.place'])
    expect(await refused('banner?entity=icetex&from=2026-01-01')).toEqual([
      400,
      'validation-failed',
      'query.until',
    ])
    expect(await refused('banner?entity=icetex&from=2026-02-01&until=2026-01-01')).toEqual([
      ...[400, 'validation-failed', 'query.until'],
    ])
    expect(await refused('sms', 'text/csv')).toEqual([415, 'unsupported-media-type', 'headers.content-type'])
    expect((await check('otra', list)).status).toBe(404)
  })

  it('waits for nobody: who comes while others are checked is told to come back', async () => {
    const narrow = await open({ checksAtOnce: 1 })
    const first = await halfSent(narrow)
    const busy = await narrow.check('sms', fixture('lista-buena.csv'))
    expect([busy.status, busy.body.code, busy.headers['retry-after']]).toEqual([503, 'file-checks-busy', '5'])
    const answered = new Promise<number | undefined>((resolve) => {
      first.on('response', (response) => resolve(response.statusCode))
    })
    first.end('Ana,Paz,1,Hola\n')
    expect(await answered).toBe(200)
    expect((await narrow.check('sms', fixture('lista-buena.csv'))).status).toBe(200)
    await narrow.app.close()
  })

  it('that breaks off, or is too long, frees its place', async () => {
    const narrow = await open({ checksAtOnce: 1 })
    const broken = await halfSent(narrow)
    broken.on('error', () => {})
    broken.destroy()
    const sound = async () => (await narrow.check('sms', fixture('lista-buena.csv'))).status
    await expect.poll(sound, { timeout: 30_000 }).toBe(200)
    const long = await narrow.check('sms', Buffer.alloc(64 * 1024 * 1024 + 1, 'a'))
    expect([long.status, long.body.code]).toEqual([413, 'body-too-large'])
    expect(await sound()).toBe(200)
    await narrow.app.close()
  })
})

/** A list that is being sent, and that is being checked by now: its place is taken. */
async function halfSent({ app, reached }: typeof alone): Promise<ClientRequest> {
  await app.listen({ port: 0, host: '127.0.0.1' })
  const address = app.server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no address')
  const headers = { 'content-type': BINARY, authorization: `Bearer ${tokenOf(officer)}` }
  const path = '/v1/file-checks/sms?entity=icetex'
  const sent = request({ port: address.port, path, method: 'POST', headers })
  sent.write('nombre,apellido,cedula,mensaje\n')
  await reached
  return sent
}
