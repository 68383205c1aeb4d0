import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sweepFiles } from '../src/jobs/sweep-files.ts'
import { tokenOf } from './support/tokens.ts'
import { aFiling, aPerson, openWorld, type World } from './support/world.ts'

let world: World
const now = { value: Date.now() }

beforeAll(async () => {
  world = await openWorld({
    limits: { maxFileBytes: 1_000_000 },
    wall: () => new Date(now.value).toISOString(),
  })
})
afterAll(() => world[Symbol.asyncDispose]())

const adapter = { scope: 'filings:write' }
const pdf = Buffer.from('%PDF-1.7\nla cédula de alguien')
const upload = (body: Buffer | string = pdf, key?: string, type = 'application/octet-stream') =>
  world.send('POST', '/v1/files', adapter, { body, type, ...(key !== undefined && { key }) })

describe('a file', () => {
  it('is taken as it is, whatever it is', async () => {
    const { status, body } = await upload()
    expect(status).toBe(201)
    expect(body).toEqual({
      ref: expect.stringMatching(/^[0-9a-f]{64}$/),
      sha256: createHash('sha256').update(pdf).digest('hex'),
      bytes: pdf.length,
      mediaType: 'application/pdf',
    })
    expect(body.ref).not.toBe(body.sha256)
    for (const type of ['application/json', 'text/plain', 'application/x-nobody-knows']) {
      const { body: stored } = await upload('{"no": es json', undefined, type)
      expect((await world.get(`/v1/files/${stored.ref}`)).text).toBe('{"no": es json')
    }
    expect(
      await world.send('POST', '/v1/public/files', undefined, { body: pdf, type: 'image/png' }),
    ).toMatchObject({
      status: 201,
    })
  })

  it('of who has no token is one of twenty a minute', async () => {
    const send = () => world.send('POST', '/v1/public/files', undefined, { body: pdf, type: 'image/png' })
    let answer = await send()
    for (let sent = 1; sent < 21 && answer.status === 201; sent++) answer = await send()
    expect(answer).toMatchObject({ status: 429, body: { code: 'rate-limited' } })
    // Who has one is not concerned.
    expect((await upload()).status).toBe(201)
  })

  it('of who has no token is so many bytes a day, whatever its length', async () => {
    await using narrow = await openWorld({ limits: { publicBytesPerDay: 100 } })
    const send = (bytes: number) =>
      narrow.send('POST', '/v1/public/files', undefined, { body: Buffer.alloc(bytes, 1), type: 'image/png' })
    expect((await send(60)).status).toBe(201)
    const refused = await send(60)
    expect(refused).toMatchObject({ status: 429, body: { code: 'rate-limited', limit: 100 } })
    expect(refused.headers).toMatchObject({ 'ratelimit-limit': '100', 'ratelimit-remaining': '40' })
    expect((await send(40)).status).toBe(201)
    expect((await send(101)).body.code).toBe('body-too-large')
    const sent = { body: Buffer.alloc(200), type: 'image/png' }
    expect((await narrow.send('POST', '/v1/files', adapter, sent)).status).toBe(201)
  })

  it('is given back byte for byte, to be kept and not to be run', async () => {
    const { body } = await upload()
    const { bytes, headers } = await world.get(`/v1/files/${body.ref}`)
    expect(bytes.equals(pdf)).toBe(true)
    expect(headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(pdf.length),
      'content-disposition': 'attachment',
      'x-content-type-options': 'nosniff',
    })
    expect(await world.get(`/v1/files/${'0'.repeat(64)}`)).toMatchObject({ status: 404 })
    expect(await world.get('/v1/files/nada')).toMatchObject({ status: 400 })
  })

  it.each([
    ['file-empty', Buffer.alloc(0), 422],
    ['body-too-large', Buffer.alloc(1_000_001), 413],
  ])('%s', async (code, body, status) => {
    expect(await upload(body)).toMatchObject({ status, body: { code } })
  })

  it('uploaded again under its key has the same ref; another one is refused', async () => {
    const first = await upload(pdf, 'file-1')
    const again = await upload(pdf, 'file-1')
    expect([again.text, again.headers['idempotency-replayed']]).toEqual([first.text, 'true'])
    expect(await upload('otro', 'file-1')).toMatchObject({
      status: 422,
      body: { code: 'idempotency-key-reused' },
    })
    expect((await upload()).body.ref).not.toBe(first.body.ref)
  })

  it('that breaks off on its way is not taken', async () => {
    const { port } = new URL(await world.app.listen({ port: 0, host: '127.0.0.1' }))
    const before = await world.deps.database.query('select ref from intake.files')
    await new Promise<void>((resolve) => {
      const headers = { 'content-length': '1000', authorization: `Bearer ${tokenOf(adapter)}` }
      const sending = request({
        port,
        method: 'POST',
        path: '/v1/files',
        headers: { ...headers, 'content-type': 'a/b' },
      })
      sending.on('error', () => resolve())
      sending.write('solo el principio')
      setTimeout(() => sending.destroy(), 200)
    })
    const partials = () => readdir(join(world.dir, 'files', 'partial'))
    await expect.poll(partials, { timeout: 5_000 }).toEqual([])
    expect(await world.deps.database.query('select ref from intake.files')).toEqual(before)
  })
})

describe('an attachment', () => {
  it('is told by ref, size and type, its name only with the text', async () => {
    const { body: stored } = await upload()
    const { body } = await world.file(aFiling({ attachments: [{ ref: stored.ref, name: 'cedula-ana.pdf' }] }))
    const [received] = (await world.published()).filter(({ subject }) => subject === body.caseId)
    expect(received?.data).toMatchObject({
      attachments: [{ ref: stored.ref, bytes: pdf.length, mediaType: 'application/pdf' }],
    })
    expect((await world.get(`/v1/filings/${body.caseId}/text`)).body.attachments).toEqual([
      { ref: stored.ref, name: 'cedula-ana.pdf' },
    ])
    await world.get(`/v1/files/${stored.ref}`, { scope: 'cases:read', client: 'console', subject: 'u-7' })
    const { events } = await world.log.stream(`access/${body.caseId}`)
    expect(events.at(-1)).toMatchObject({
      type: 'PersonRead',
      actor: 'user:u-7',
      data: { part: 'attachment' },
    })
  })

  it('of a reserved filing, or of another entity, is not for everybody', async () => {
    const { body: stored } = await upload()
    await world.file(aFiling({ mode: 'reserved', attachments: [{ ref: stored.ref, name: 'a' }] }))
    const read = (scope: string, entity?: string) =>
      world.get(`/v1/files/${stored.ref}`, { scope, ...(entity !== undefined && { entity }) })
    expect(await read('cases:read')).toMatchObject({ status: 403, body: { code: 'scope-missing' } })
    expect(await read('admin', 'otra')).toMatchObject({ status: 404 })
    expect(await read('admin', 'icetex')).toMatchObject({ status: 200 })
  })
})

it('is bound to nobody by another body under a key that was used', async () => {
  const { body: stored } = await upload()
  const attachments = [{ ref: stored.ref, name: 'a' }]
  const key = 'used-with-a-file'
  const mine = aPerson({ documentNumber: '79000222' })
  expect(await world.file(aFiling({ person: mine, attachments }), { key })).toMatchObject({ status: 201 })
  const links = () => world.secrets.database.query('select * from vault.links order by person, envelope')
  const before = await links()
  const theirs = aPerson({ documentNumber: '79000333' })
  expect((await world.file(aFiling({ person: theirs, attachments }), { key })).body.code).toBe(
    'idempotency-key-reused',
  )
  // Whoever has the data of the second one erased would take the file of the first with them.
  expect(await links()).toEqual(before)
})

it('what nobody files is removed after a day, and nothing else', async () => {
  const [unfiled, filed, recent] = [await upload(), await upload(), await upload()]
  await world.file(aFiling({ attachments: [{ ref: filed.body.ref, name: 'a' }] }))
  const age = (ref: string, table: string, column: string, hours: number) =>
    world.deps.database.query(
      `update ${table} set ${column} = now() - make_interval(hours => $2) where ref = $1`,
      [ref, hours],
    )
  for (const { body } of [unfiled, filed]) await age(body.ref, 'intake.files', 'uploaded_at', 30)
  await age(filed.body.ref, 'intake.attachments', 'attached_at', 30)
  await sweepFiles(world.deps).step(new AbortController().signal)
  const statuses = await Promise.all(
    [unfiled, filed, recent].map(async ({ body }) => (await world.get(`/v1/files/${body.ref}`)).status),
  )
  expect(statuses).toEqual([404, 200, 200])
})
