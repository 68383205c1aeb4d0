import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Claims } from './support/tokens.ts'
import { aFiling, anEvent, aPerson, openWorld, type World } from './support/world.ts'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const adapter: Claims = { scope: 'filings:write' }
const admin: Claims = { scope: 'admin', client: 'consola' }
const one = (body: unknown, claims = adapter) =>
  world.send('POST', '/v1/filings', claims, { body, type: 'application/cloudevents+json' })
const many = (body: unknown, claims = adapter) =>
  world.send('POST', '/v1/filings', claims, { body, type: 'application/cloudevents-batch+json' })
const reinterpret = (caseId: string, body: object = {}, key?: string) =>
  world.send('POST', `/v1/quarantine/${caseId}/reinterpretation`, admin, {
    body,
    ...(key !== undefined && { key }),
  })
const facts = async (caseId: string) =>
  [...(await world.log.streams([`quarantine/${caseId}`, `filing/${caseId}`])).values()].flatMap(
    ({ events }) => events.map(({ type }) => type),
  )

describe('an event', () => {
  it('is a filing, and its source and id are its key', async () => {
    const event = anEvent(aFiling())
    const first = await one(event)
    expect(first).toMatchObject({ status: 201, body: { radicado: expect.any(String) } })
    const reordered = Object.fromEntries(Object.entries({ ...event, traceparent: 'x' }).reverse())
    const again = await one(reordered)
    expect([again.text, again.headers['idempotency-replayed']]).toEqual([first.text, 'true'])
    expect(await one({ ...event, data: aFiling({ subject: 'Otro' }) })).toMatchObject({
      status: 422,
      body: { code: 'idempotency-key-reused' },
    })
    expect((await one({ ...event, source: '/otra' })).body.caseId).not.toBe(first.body.caseId)
  })

  it.each([
    ['source', { source: undefined }],
    ['id', { id: '' }],
    ['specversion', { specversion: '0.3' }],
    ['time', { time: 'ayer' }],
  ])('without a good %s is refused and not kept', async (field, other) => {
    const heads = await world.log.heads()
    expect(await one(anEvent(aFiling(), other))).toMatchObject({
      status: 400,
      body: { code: 'validation-failed', field: `body.${field}` },
    })
    expect(await world.log.heads()).toEqual(heads)
  })

  it('of another entity than the token is bound to is refused', async () => {
    expect(await one(anEvent(aFiling()), { ...adapter, entity: 'otra' })).toMatchObject({ status: 403 })
  })
})

describe('an event that cannot be read', () => {
  it.each([
    ['data-invalid', anEvent({ entity: 'icetex', hola: 1 })],
    ['data-invalid', anEvent('una carta')],
    ['data-invalid', anEvent(undefined)],
    ['data-invalid', anEvent(aFiling({ person: aPerson({ email: 'ana@' }) }))],
    ['event-type-unknown', anEvent(aFiling(), { type: 'com.example.mail.v1' })],
    ['kind-unknown', anEvent(aFiling({ kind: 'tutela' }))],
    ['entity-unknown', anEvent(aFiling({ entity: 'ninguna' }))],
    ['received-in-future', anEvent(aFiling({ receivedAt: '2027-01-01T00:00' }))],
  ])('is kept: %s', async (reason, event) => {
    const answer = await one(event)
    expect(answer).toMatchObject({
      status: 202,
      body: { state: 'quarantined', reason, receivedAt: '2026-03-24T15:00:00.000Z' },
    })
    const { caseId } = answer.body
    expect(await facts(caseId)).toEqual(['FilingQuarantined'])
    const again = await one(event)
    expect([again.status, again.text, again.headers['idempotency-replayed']]).toEqual([
      202,
      answer.text,
      'true',
    ])
    await world.project()
    const { body: listed } = await world.get('/v1/quarantine', admin)
    expect(listed.items).toContainEqual(expect.objectContaining({ caseId, state: 'quarantined', reason }))
    const { body: kept } = await world.get(`/v1/quarantine/${caseId}`, admin)
    expect(kept.event).toEqual(JSON.parse(JSON.stringify(event)))
  })

  it('is told to the others by its reason alone', async () => {
    const { body } = await one(anEvent({ entity: 'icetex', name: 'Ana María' }))
    const told = (await world.published()).filter(({ subject }) => subject === body.caseId)
    expect(told).toMatchObject([
      {
        type: 'ventanilla.intake.FilingQuarantined.v1',
        entity: 'icetex',
        data: { caseId: body.caseId, reason: 'data-invalid', receivedAt: '2026-03-24T15:00:00.000Z' },
      },
    ])
  })

  it('is shown with its faults, to admin alone', async () => {
    const { body } = await one(anEvent(aFiling({ text: undefined, person: aPerson({ email: 'ana@' }) })))
    const { body: kept } = await world.get(`/v1/quarantine/${body.caseId}`, admin)
    expect(kept.errors.map(({ field }: { field: string }) => field).sort()).toEqual([
      'body.data.person.email',
      'body.data.text',
    ])
    expect(await world.get(`/v1/quarantine/${body.caseId}`, { scope: 'cases:work' })).toMatchObject({
      status: 403,
    })
    const reads = await world.log.stream(`access/${body.caseId}`)
    expect(reads.events).toMatchObject([
      { type: 'PersonRead', actor: 'client:consola', data: { part: 'envelope' } },
    ])
  })
})

describe('a reinterpretation', () => {
  it('files what was corrected, with the instant at which it came', async () => {
    const wrong = aFiling({ kind: 'tutela', receivedAt: '2026-03-20T08:00' })
    const { body: held } = await one(anEvent(wrong))
    const fault = await reinterpret(held.caseId, { data: { ...wrong, subject: 5 } })
    expect(fault).toMatchObject({
      status: 400,
      body: { code: 'validation-failed', field: 'body.data.subject' },
    })
    expect(await reinterpret(held.caseId)).toMatchObject({
      status: 422,
      body: { code: 'kind-unknown', field: 'body.data.kind' },
    })
    const filed = await reinterpret(
      held.caseId,
      { data: aFiling({ receivedAt: '2026-03-24T09:00' }) },
      'fix-1',
    )
    expect(filed).toMatchObject({
      status: 201,
      body: {
        caseId: held.caseId,
        radicado: expect.stringMatching(/^ICX-2026-/),
        receivedAt: '2026-03-20T13:00:00.000Z',
        numberedAt: '2026-03-24T15:00:00.000Z',
      },
    })
    expect(await facts(held.caseId)).toEqual([
      'FilingQuarantined',
      'FilingReinterpreted',
      'FilingReceived',
      'FilingNumbered',
    ])
    const again = await reinterpret(
      held.caseId,
      { data: aFiling({ receivedAt: '2026-03-24T09:00' }) },
      'fix-1',
    )
    expect([again.text, again.headers['idempotency-replayed']]).toEqual([filed.text, 'true'])
    expect(await reinterpret(held.caseId)).toMatchObject({
      status: 409,
      body: { code: 'filing-not-quarantined' },
    })
    expect((await world.get(`/v1/filings/${held.caseId}`)).body).toMatchObject({
      state: 'filed',
      kind: 'queja',
    })
    expect((await world.get(`/v1/filings/${held.caseId}/person`)).body.person.lastNames).toBe('Restrepo Gil')
    expect(await world.log.enclosure(`quarantine/${held.caseId}`, 'envelope')).toBeDefined()
    expect(await world.log.enclosure(`filing/${held.caseId}`, 'correction')).toBeDefined()
    await world.project()
    const { body: listed } = await world.get('/v1/quarantine?limit=500', admin)
    expect(listed.items.map(({ caseId }: { caseId: string }) => caseId)).not.toContain(held.caseId)
  })

  it('needs no correction when the rules have come to know it', async () => {
    const [upload] = [Buffer.from('%PDF-1.7 prueba')]
    const { body: stored } = await world.send('POST', '/v1/files', adapter, {
      body: upload,
      type: 'application/pdf',
    })
    await world.deps.uploads.forget(stored.ref, new Date().toISOString())
    const { body: held } = await one(anEvent(aFiling({ attachments: [{ ref: stored.ref, name: 'a.pdf' }] })))
    expect(held.reason).toBe('attachment-unknown')
    await world.deps.uploads.record({ ref: stored.ref, subject: randomUUID(), bytes: 15, uploadedBy: 'x' })
    expect(await reinterpret(held.caseId)).toMatchObject({ status: 201, body: { caseId: held.caseId } })
    expect(await world.log.enclosure(`filing/${held.caseId}`, 'correction')).toBeUndefined()
  })

  it('may find that it belongs to another entity, and finishes what broke off in between', async () => {
    const { body: held } = await one(anEvent('nadie sabe de quién'))
    expect(await world.log.stream(`quarantine/${held.caseId}`)).toMatchObject({ entity: '_unassigned' })
    const { write } = world.deps.log
    world.deps.log.write = async (entity, unit) => {
      if (entity === '_unassigned') throw new Error('broken off')
      return write(entity, unit)
    }
    const data = aFiling({ entity: 'otra' })
    expect(await reinterpret(held.caseId, { data })).toMatchObject({ status: 500 })
    world.deps.log.write = write
    const filed = await reinterpret(held.caseId, { data })
    expect(filed).toMatchObject({ status: 201, body: { radicado: expect.stringMatching(/^OTR-2026-/) } })
    expect(await facts(held.caseId)).toEqual([
      'FilingQuarantined',
      'FilingReinterpreted',
      'FilingReceived',
      'FilingNumbered',
    ])
    await world.project()
    expect((await world.get('/v1/filings?entity=otra')).body.items[0]).toMatchObject({
      caseId: held.caseId,
      state: 'filed',
    })
  })

  it('is done once by two at once', async () => {
    const { body: held } = await one(anEvent({ entity: 'icetex' }))
    const answers = await Promise.all(
      ['Uno', 'Dos', 'Tres'].map((subject) => reinterpret(held.caseId, { data: aFiling({ subject }) })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
    const { body } = await world.get(`/v1/filings/${held.caseId}/text`)
    expect(['Uno', 'Dos', 'Tres'][answers.findIndex(({ status }) => status === 201)]).toBe(body.subject)
  })

  it('of nothing is not found', async () => {
    expect(await reinterpret(randomUUID())).toMatchObject({ status: 404, body: { code: 'not-found' } })
  })
})

describe('a batch', () => {
  it('takes each event on its own, in its order', async () => {
    const twice = anEvent(aFiling({ subject: 'Dos veces' }))
    const sent = [
      anEvent(aFiling()),
      anEvent(aFiling(), { source: 5 }),
      anEvent(aFiling({ kind: 'tutela' })),
      twice,
      twice,
      { ...twice, data: aFiling({ subject: 'Con otro contenido' }) },
      'no es un evento',
      anEvent(aFiling()),
    ]
    const { status, body } = await many(sent)
    expect(status).toBe(200)
    const results: { status: number; id: string; filing?: { radicado: string }; problem?: object }[] =
      body.results
    expect(results.map((one) => one.status)).toEqual([201, 400, 202, 201, 201, 422, 400, 201])
    expect(results[1]).toMatchObject({
      id: (sent[1] as { id: string }).id,
      problem: { field: 'body[1].source' },
    })
    expect(results[4]).toMatchObject({ replayed: true, filing: results[3]?.filing })
    expect(results[5]).toMatchObject({ problem: { code: 'idempotency-key-reused' } })
    const numbers = [0, 3, 7].map((index) => Number(results[index]?.filing?.radicado.slice(-6)))
    expect(numbers).toEqual([numbers[0], (numbers[0] ?? 0) + 1, (numbers[0] ?? 0) + 2])
    const { body: again } = await many(sent)
    expect(again.results.map(({ filing }: { filing: object }) => filing)).toEqual(
      results.map(({ filing }) => filing),
    )
  })

  it('of five hundred is taken, of one more refused', async () => {
    const events = Array.from({ length: 500 }, () => anEvent(aFiling()))
    const { status, body } = await many(events)
    expect(status).toBe(200)
    expect(new Set(body.results.map((one: { status: number }) => one.status))).toEqual(new Set([201]))
    const radicados: string[] = body.results.map(
      (one: { filing: { radicado: string } }) => one.filing.radicado,
    )
    expect(radicados).toEqual([...radicados].sort())
    expect(await many([...events, anEvent(aFiling())])).toMatchObject({
      status: 400,
      body: { code: 'validation-failed', field: 'body' },
    })
    expect(await many(anEvent(aFiling()))).toMatchObject({ status: 400, body: { field: 'body' } })
  })
})
