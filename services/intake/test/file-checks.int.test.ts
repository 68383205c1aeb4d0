import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tokenOf } from './support/tokens.ts'
import { openWorld, type World } from './support/world.ts'

const fixture = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../../packages/file-checks/test/fixtures/${name}`, import.meta.url)))

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const officer = { scope: 'cases:work' }
const check = (
  what: string,
  body: Buffer | string,
  claims: Parameters<World['send']>[2] = officer,
  type = 'application/octet-stream',
) => {
  const [kind = '', query = 'entity=icetex'] = what.split('?')
  return world.send('POST', `/v1/file-checks/${kind}?${query}`, claims, { body, type })
}
/** Whatever is written of files, half-received ones too. */
const kept = () => readdir(join(world.dir, 'files'), { recursive: true }).catch(() => [])

describe('a file that is to be published', () => {
  it('is told what it lacks, and nothing of it is kept', async () => {
    const banner = fixture('banner-un-pixel-mas.jpg')
    const before = await kept()
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
    expect(await kept()).toEqual(before)
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
      expect([text.includes(value), world.logged().includes(value)]).toEqual([false, false])
  })

  it('is checked for who has a token, of that entity', async () => {
    const list = fixture('lista-buena.csv')
    expect(
      (await world.send('POST', '/v1/file-checks/sms?entity=icetex', undefined, { body: list })).status,
    ).toBe(401)
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
    await using narrow = await openWorld({ limits: { checksAtOnce: 1 } })
    const send = () =>
      narrow.send('POST', '/v1/file-checks/document?entity=icetex', officer, {
        body: fixture('informe.pdf'),
        type: 'application/octet-stream',
      })
    const answers = await Promise.all([send(), send()])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 503])
    const busy = answers.find(({ status }) => status === 503)
    expect([busy?.body.code, busy?.headers['retry-after']]).toEqual(['file-checks-busy', '5'])
    expect((await send()).status).toBe(200)
  })

  it('that breaks off, or is too long, frees its place', async () => {
    await using narrow = await openWorld({ limits: { checksAtOnce: 1 } })
    await narrow.app.listen({ port: 0, host: '127.0.0.1' })
    const address = narrow.app.server.address()
    if (typeof address !== 'object' || address === null) throw new Error('no address')
    const path = '/v1/file-checks/sms?entity=icetex'
    const headers = {
      'content-type': 'application/octet-stream',
      authorization: `Bearer ${tokenOf(officer)}`,
    }
    const broken = request({
      port: address.port,
      path,
      method: 'POST',
      headers: { ...headers, 'content-length': 1e6 },
    })
    broken.on('error', () => {})
    broken.write('nombre,apellido,cedula,mensaje\n')
    await new Promise((resolve) => setTimeout(resolve, 200))
    broken.destroy()
    const send = (body: Buffer) =>
      narrow.send('POST', path, officer, { body, type: 'application/octet-stream' })
    await expect
      .poll(async () => (await send(fixture('lista-buena.csv'))).status, { timeout: 20_000 })
      .toBe(200)
    const long = await send(Buffer.alloc(64 * 1024 * 1024 + 1, 'a'))
    expect([long.status, long.body.code]).toEqual([413, 'body-too-large'])
    expect((await send(fixture('lista-buena.csv'))).status).toBe(200)
  })
})
