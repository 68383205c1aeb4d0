import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findFiling } from '../src/commands/find-filing.ts'
import { sweepFiles } from '../src/jobs/sweep-files.ts'
import { type Claims, tokenOf } from './support/tokens.ts'
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

const age = (ref: string, table: string, column: string, hours: number) =>
  world.deps.database.query(
    `update ${table} set ${column} = now() - make_interval(hours => $2) where ref = $1`,
    [ref, hours],
  )

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

describe('a file for a case that was filed', () => {
  const uploadFor = (caseId: string, caller: Claims = { scope: 'cases:work' }, key?: string) =>
    world.send('POST', `/v1/filings/${caseId}/files`, caller, {
      ...{ body: pdf, type: 'application/pdf' },
      ...(key !== undefined && { key }),
    })

  it('is kept with it, is read as its attachments are, and goes with the data of its person', async () => {
    const { body: filed } = await world.file(aFiling({ person: aPerson({ documentNumber: '79000444' }) }))
    const { status, body } = await uploadFor(filed.caseId)
    expect(status).toBe(201)
    await age(body.ref, 'intake.files', 'uploaded_at', 30)
    await age(body.ref, 'intake.attachments', 'attached_at', 30)
    await sweepFiles(world.deps).step(new AbortController().signal)
    const read = () => world.get(`/v1/files/${body.ref}`, { scope: 'cases:read', entity: 'icetex' })
    expect((await read()).bytes.equals(pdf)).toBe(true)
    const { events } = await world.log.stream(`access/${filed.caseId}`)
    expect(events.at(-1)).toMatchObject({ type: 'PersonRead', data: { part: 'attachment' } })

    const { received } = (await findFiling(world.log, filed.caseId)) ?? {}
    await world.deps.vault.erase(received?.personRef ?? '', {
      ...{ actor: 'user:dpo', reason: 'holder-request', at: '2026-11-27T15:00:00.000Z' },
    })
    expect(await read()).toMatchObject({ status: 410, body: { code: 'data-erased' } })
    expect(await uploadFor(filed.caseId)).toMatchObject({ status: 410, body: { code: 'data-erased' } })
  })

  it('is listed with what came with the filing, in the order in which they came', async () => {
    const { body: attached } = await upload()
    const { body: filed } = await world.file(
      aFiling({ attachments: [{ ref: attached.ref, name: 'cedula.pdf' }] }),
    )
    const { body: later } = await uploadFor(filed.caseId)
    const list = (caller: Claims) => world.get(`/v1/filings/${filed.caseId}/files`, caller)
    const told = { bytes: pdf.length, mediaType: 'application/pdf', uploadedAt: expect.any(String) }
    expect((await list({ scope: 'cases:work', entity: 'icetex' })).body).toEqual({
      items: [
        { ref: attached.ref, ...told },
        { ref: later.ref, ...told },
      ],
    })
    expect(await list({ scope: 'cases:read', entity: 'otra' })).toMatchObject({ status: 403 })
    expect(await list({ scope: 'filings:write' })).toMatchObject({ status: 403 })
  })

  it('sent again under its key is one file; for another case it is another', async () => {
    const [one, other] = [(await world.file(aFiling())).body, (await world.file(aFiling())).body]
    const first = await uploadFor(one.caseId, undefined, 'proof-1')
    const again = await uploadFor(one.caseId, undefined, 'proof-1')
    expect([again.body.ref, again.headers['idempotency-replayed']]).toEqual([first.body.ref, 'true'])
    expect((await uploadFor(other.caseId, undefined, 'proof-1')).body.code).toBe('idempotency-key-reused')
  })

  it('is taken for a case that is there, of the entity of who sends it, from who may', async () => {
    const { body: filed } = await world.file(aFiling())
    const nobody = '0191f3a2-7c1d-4e8b-9f60-2b7d5a1c3e44'
    expect(await uploadFor(nobody)).toMatchObject({ status: 404, body: { code: 'not-found' } })
    expect(await uploadFor('nada')).toMatchObject({ status: 400, body: { code: 'validation-failed' } })
    const refused = { status: 403, body: { code: 'scope-missing' } }
    expect(await uploadFor(filed.caseId, { scope: 'cases:work', entity: 'otra' })).toMatchObject(refused)
    expect(await uploadFor(filed.caseId, { scope: 'cases:read' })).toMatchObject(refused)
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
  for (const { body } of [unfiled, filed]) await age(body.ref, 'intake.files', 'uploaded_at', 30)
  await age(filed.body.ref, 'intake.attachments', 'attached_at', 30)
  await sweepFiles(world.deps).step(new AbortController().signal)
  const statuses = await Promise.all(
    [unfiled, filed, recent].map(async ({ body }) => (await world.get(`/v1/files/${body.ref}`)).status),
  )
  expect(statuses).toEqual([404, 200, 200])
})
