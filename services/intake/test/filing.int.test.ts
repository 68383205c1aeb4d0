import { trackingHash } from '@ventanilla/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aFiling, openWorld, type World } from './support/world.ts'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

describe('a filing', () => {
  it('is answered with its radicado and its code, and can be read at once', async () => {
    const { status, body, headers } = await world.file(
      aFiling({ product: 'credito-pregrado', theme: 'desembolsos' }),
    )
    expect(status).toBe(201)
    expect(headers['idempotency-replayed']).toBeUndefined()
    expect(body).toMatchObject({
      radicado: expect.stringMatching(/^ICX-2026-\d{6}$/),
      receivedAt: '2026-03-24T15:00:00.000Z',
      numberedAt: '2026-03-24T15:00:00.000Z',
      trackingCode: expect.stringMatching(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/),
      links: { self: `/v1/filings/${body.caseId}` },
    })
    const { body: found } = await world.get(body.links.self)
    expect(found).toEqual({
      caseId: body.caseId,
      entity: 'icetex',
      state: 'filed',
      procedure: 'pqrsd',
      kind: 'queja',
      channel: 'virtual',
      mode: 'named',
      theme: 'desembolsos',
      product: 'credito-pregrado',
      attachments: 0,
      receivedAt: '2026-03-24T15:00:00.000Z',
      radicado: body.radicado,
      numberedAt: '2026-03-24T15:00:00.000Z',
    })
  })

  it('is told to the others as the contract says, with the hash of its code', async () => {
    const { body } = await world.file(aFiling({ receivedAt: '2026-03-20T16:30' }))
    const told = (await world.published()).filter(({ subject }) => subject === body.caseId)
    expect(told).toMatchObject([
      {
        type: 'ventanilla.intake.FilingReceived.v1',
        at: '2026-03-20T21:30:00.000Z',
        actor: 'client:adapter-1',
        data: { receivedAt: '2026-03-20T21:30:00.000Z', mode: 'named', personRef: expect.any(String) },
      },
      {
        type: 'ventanilla.intake.FilingNumbered.v1',
        at: '2026-03-24T15:00:00.000Z',
        data: { radicado: body.radicado, number: expect.any(Number), series: 'icetex/2026' },
      },
    ])
    const [received] = told
    expect(received && 'trackingHash' in received.data && received.data.trackingHash).toBe(
      trackingHash(world.deps.trackingSecret, body.trackingCode.toLowerCase()),
    )
  })

  it('says where the person was attended, and by which turn', async () => {
    const attended = { point: 'sala-de-atencion', turn: 'P-103' }
    const { body } = await world.file(aFiling({ channel: 'personalizado', attended }))
    const told = (await world.published()).filter(({ subject }) => subject === body.caseId)
    expect(told[0]?.data).toMatchObject({ channel: 'personalizado', form: attended })
    expect(told[0]?.data).not.toHaveProperty('attended')
    const { body: elsewhere } = await world.file(aFiling({ attended: { point: 'otra-sala' } }))
    expect(elsewhere).toMatchObject({ status: 422, code: 'point-unknown', field: 'body.attended.point' })
    const { body: named } = await world.file(aFiling({ attended: { ...attended, turn: 'Ana' } }))
    expect(named).toMatchObject({ code: 'validation-failed', field: 'body.attended.turn' })
  })

  it('is anonymous when nobody is named', async () => {
    const { body } = await world.file(aFiling({ person: undefined }))
    const { body: found } = await world.get(`/v1/filings/${body.caseId}`)
    expect(found.mode).toBe('anonymous')
    expect(await world.get(`/v1/filings/${body.caseId}/person`)).toMatchObject({
      status: 404,
      body: { code: 'filing-anonymous' },
    })
  })

  it('is listed, the newest first, page by page', async () => {
    for (let n = 1; n <= 5; n++)
      await world.file(aFiling({ entity: 'otra', receivedAt: `2026-02-0${n}T10:00` }))
    await world.project()
    const seen: string[] = []
    for (let cursor = ''; ; ) {
      const { body } = await world.get(`/v1/filings?entity=otra&limit=2${cursor}`)
      seen.push(...body.items.map(({ receivedAt }: { receivedAt: string }) => receivedAt.slice(0, 10)))
      if (body.next === undefined) break
      cursor = `&cursor=${body.next}`
    }
    expect(seen).toEqual(['2026-02-05', '2026-02-04', '2026-02-03', '2026-02-02', '2026-02-01'])
  })

  it('is shown by a read that waits for it, and not by one that is asked for what nobody wrote', async () => {
    const { body } = await world.file(aFiling())
    expect(body.position).toMatch(/^intake\/icetex@\d+$/)
    const at = encodeURIComponent(body.position)
    const one = world.get(`${body.links.self}?atLeast=${at}`)
    const list = world.get(`/v1/filings?entity=icetex&limit=500&atLeast=${at}`)
    await world.project()
    expect((await one).body).toEqual((await world.get(body.links.self)).body)
    expect((await list).body.items).toContainEqual((await one).body)
    const ahead = await world.get(`${body.links.self}?atLeast=intake/icetex@999999`)
    expect(ahead).toMatchObject({ status: 503, body: { code: 'position-not-reached' } })
    expect(ahead.headers['retry-after']).toBe('1')
  })

  it.each(['12', 'intake/icetex', 'intake/icetex@0', 'routing/icetex@12'])(
    'is not waited for at %s, which is no position here',
    async (atLeast) => {
      const { body } = await world.file(aFiling())
      const asked = await world.get(`${body.links.self}?atLeast=${encodeURIComponent(atLeast)}`)
      expect(asked).toMatchObject({
        status: 400,
        body: { code: 'validation-failed', field: 'query.atLeast' },
      })
    },
  )

  it('of another entity is out of reach of a token that is bound to one', async () => {
    const claims = { scope: 'filings:write cases:read cases:work', entity: 'otra' }
    expect(await world.file(aFiling(), { claims })).toMatchObject({
      status: 403,
      body: { code: 'scope-missing' },
    })
    const { body } = await world.file(aFiling())
    for (const part of ['', '/person', '/text'])
      expect(await world.get(`/v1/filings/${body.caseId}${part}`, claims)).toMatchObject({ status: 403 })
    expect(await world.get('/v1/filings?entity=icetex', claims)).toMatchObject({ status: 403 })
    expect(await world.get('/v1/filings?atLeast=intake/icetex@1', claims)).toMatchObject({ status: 403 })
    const { body: listed } = await world.get('/v1/filings', claims)
    expect(new Set(listed.items.map(({ entity }: { entity: string }) => entity))).toEqual(new Set(['otra']))
  })
})

describe('a repeat', () => {
  it('of the same request gets exactly the same answer', async () => {
    const first = await world.file(aFiling(), { key: 'repeat-1' })
    await world.file(aFiling())
    world.clock.advance('2026-03-24T15:10:00.000Z')
    const again = await world.file(aFiling(), { key: 'repeat-1' })
    expect(again.status).toBe(201)
    expect(again.text).toBe(first.text)
    expect(again.headers['idempotency-replayed']).toBe('true')
  })

  it('with another body is refused, and files nothing', async () => {
    await world.file(aFiling(), { key: 'repeat-2' })
    const before = await world.log.head('icetex')
    expect(await world.file(aFiling({ subject: 'Otro' }), { key: 'repeat-2' })).toMatchObject({
      status: 422,
      body: { code: 'idempotency-key-reused' },
    })
    expect(await world.log.head('icetex')).toBe(before)
  })

  it('by another client, or by a citizen, is no repeat', async () => {
    const claims = { scope: 'filings:write', client: 'adapter-2' }
    const { channel: _, ...mine } = aFiling()
    const answers = [
      await world.file(aFiling(), { key: 'repeat-3' }),
      await world.file(aFiling(), { key: 'repeat-3', claims }),
      await world.send('POST', '/v1/public/filings', undefined, { body: mine, key: 'repeat-3' }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
    expect(new Set(answers.map(({ body }) => body.caseId)).size).toBe(3)
  })

  it('twenty times at once is one filing', async () => {
    const before = await world.log.head('icetex')
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => world.file(aFiling(), { key: 'at-once' })),
    )
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect(answers.filter(({ headers }) => headers['idempotency-replayed'] === undefined)).toHaveLength(1)
    expect(await world.log.head('icetex')).toBe(before + 2)
  })

  it('with two bodies at once files one of them, with its own text and its own person', async () => {
    const bodies = ['1020304051', '1020304052'].map((documentNumber) =>
      aFiling({
        person: { documentType: 'CC', documentNumber, businessName: documentNumber },
        text: documentNumber,
      }),
    )
    const answers = await Promise.all(bodies.map((body) => world.file(body, { key: 'two-bodies' })))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422])
    const won = answers.findIndex(({ status }) => status === 201)
    const caseId = answers[won]?.body.caseId
    const { body: said } = await world.get(`/v1/filings/${caseId}/text`)
    const { body: who } = await world.get(`/v1/filings/${caseId}/person`)
    expect([said.text, who.person.businessName]).toEqual([bodies[won]?.text, bodies[won]?.text])
  })
})

describe('numbers', () => {
  it('are consecutive, whoever is refused in between', async () => {
    const numbers = async () =>
      (await world.published()).flatMap((event) =>
        event.type === 'ventanilla.intake.FilingNumbered.v1' && event.entity === 'icetex'
          ? event.data.number
          : [],
      )
    const before = (await numbers()).length
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, n) =>
        n % 3 === 0
          ? world.file(aFiling({ kind: 'ninguna' }))
          : world.file(aFiling(), { key: `n-${n % 20}` }),
      ),
    )
    const accepted = new Set(answers.filter(({ status }) => status === 201).map(({ body }) => body.radicado))
    const after = await numbers()
    expect(after).toHaveLength(before + accepted.size)
    expect(after.sort((a, b) => a - b)).toEqual(after.map((_, index) => index + 1))
  })
})
