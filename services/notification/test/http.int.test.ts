import type { PublicEvent } from '@ventanilla/contracts'
import { deriveId } from '@ventanilla/event-log'
import { run } from '@ventanilla/runtime'
import { watchLeaks } from '@ventanilla/testing'
import { expect, it, onTestFinished } from 'vitest'
import { answerEvent, caseOf, filingEvents, personOf } from './public-events.ts'
import { startSmtp } from './smtp.ts'
import { type Claims, tokenOf, verifier } from './tokens.ts'
import { addressOf, createWorld, tell, type World } from './world.ts'

interface Answer {
  status: number
  body: { items: Record<string, string>[]; next?: string; code?: string; field?: string }
}

async function worldOfThree(): Promise<World> {
  const world = await createWorld()
  for (const n of [1, 2, 3]) await world.keep(n)
  return world
}

const acuseOf = (n: number) => deriveId('message', caseOf(n), 'acuse')

/** Notification running as in production, with messages that were sent, refused and never asked for. */
async function running(world: World) {
  const smtp = await startSmtp({
    refuse: (stage, address) => (stage === 'to' && address.includes('-2@') ? 550 : undefined),
  })
  const service = await world.compose(smtp.url)
  const { logger } = world
  const process = await run([service], {
    http: { title: 'Notificaciones', version: '1', verifier },
    port: 0,
    clock: world.clock,
    logger,
  })
  onTestFinished(async () => {
    await process.close()
    await smtp.close()
  })
  await tell(
    service,
    [1, 2, 3].flatMap((n) => filingEvents(n)),
  )
  await tell(service, [answerEvent(1, { texts: false }), ...filingEvents(4, { mode: 'anonymous' })])
  await process.settled()
  const get = async (path: string, claims: Partial<Claims> = {}): Promise<Answer> => {
    const authorization = `Bearer ${tokenOf({ scope: 'cases:read', ...claims })}`
    const response = await fetch(`${process.address}${path}`, { headers: { authorization } })
    return { status: response.status, body: (await response.json()) as Answer['body'] }
  }
  return { get, process, world, smtp, service }
}

it('tells of messages what became of them, and never to whom', async () => {
  const { get, world } = await running(await worldOfThree())
  const { status, body } = await get('/v1/messages?entity=icetex')
  expect(status).toBe(200)
  expect(body.items.map(({ template, state }) => [template, state])).toEqual(
    expect.arrayContaining([
      ['acuse', 'sent'],
      ['acuse', 'failed'],
      ['acuse', 'sent'],
      ['respuesta', 'sent'],
    ]),
  )
  expect(JSON.stringify(body)).not.toContain('correo.invalid')
  expect(world.logged()).not.toContain('correo.invalid')
  expect(await get('/v1/messages/counts?entity=icetex')).toEqual({
    status: 200,
    body: { requested: 4, sent: 3, failed: 1 },
  })
  expect(await get('/v1/messages/counts?entity=otra')).toMatchObject({
    body: { requested: 0, sent: 0, failed: 0 },
  })
})

it('which approved text a message is written from, by the version under which its case was born', async () => {
  const { get, service } = await running(await worldOfThree())
  // What is in force in December has approved letters, and one of them asks for the officer's words.
  const inForce = filingEvents(5).map((event): PublicEvent => {
    if (event.type !== 'ventanilla.intake.FilingReceived.v1') return event
    return { ...event, data: { ...event.data, receivedAt: '2026-12-02T15:00:00.000Z' } }
  })
  await tell(service, [...inForce, answerEvent(5, { texts: false })])
  await expect.poll(async () => (await get(`/v1/messages?caseId=${caseOf(5)}`)).body.items.length).toBe(2)
  const texts = async (n: number) =>
    (await get(`/v1/messages?caseId=${caseOf(n)}`)).body.items.map(({ template, approvedText }) => [
      ...[template, approvedText],
    ])
  expect(await texts(5)).toEqual([
    ['acuse', { id: 'acuse', version: 1 }],
    ['respuesta', undefined],
  ])
  expect(await texts(1)).toEqual([
    ['acuse', undefined],
    ['respuesta', undefined],
  ])
})

it('one message, and those of one case', async () => {
  const { get } = await running(await worldOfThree())
  expect(await get(`/v1/messages/${acuseOf(2)}`)).toEqual({
    status: 200,
    body: {
      messageId: acuseOf(2),
      caseId: caseOf(2),
      entity: 'icetex',
      template: 'acuse',
      channel: 'email',
      state: 'failed',
      requestedAt: '2026-11-22T15:00:00.200Z',
      failedAt: '2026-11-22T15:00:00.000Z',
      reason: 'rejected',
      reply: 550,
    },
  })
  const { body } = await get(`/v1/messages?caseId=${caseOf(1)}`)
  expect(body.items.map(({ template }) => template)).toEqual(['acuse', 'respuesta'])
  expect((await get(`/v1/messages?caseId=${caseOf(4)}`)).body).toEqual({ items: [] })
})

it('what a letter said is read by who attends the case, and every look leaves its mark', async () => {
  const { get, service, world } = await running(await worldOfThree())
  const path = `/v1/messages/${acuseOf(1)}/letter`
  const read = (scope: string) => get(path, { scope })
  expect((await read('cases:read')).status).toBe(403)
  const stream = `access/${caseOf(1)}`
  expect((await service.log.stream(stream)).events).toEqual([])
  const { status, body } = await read('cases:work')
  expect([status, body]).toMatchObject([
    200,
    { to: { address: addressOf(1) }, text: expect.stringContaining('ICX-2026-000001') },
  ])
  const data = { caseId: caseOf(1), messageId: acuseOf(1) }
  expect((await service.log.stream(stream)).events).toMatchObject([{ type: 'LetterRead', data }])
  expect((await get(path, { scope: 'cases:work', entity: 'otra' })).status).toBe(403)
  await world.vault.erase(personOf(1), { actor: 'prueba', reason: 'supresión', at: world.clock.now() })
  expect(await read('cases:work')).toMatchObject({ status: 410, body: { code: 'letter-erased' } })
})

it('a letter to somebody who did not file with their name is for an administrator', async () => {
  const { get, service, world } = await running(await worldOfThree())
  await world.keep(6)
  const reserved = filingEvents(6).map((event): PublicEvent => {
    if (event.type !== 'ventanilla.intake.FilingReceived.v1') return event
    return { ...event, data: { ...event.data, mode: 'reserved' } }
  })
  await tell(service, reserved)
  await expect.poll(async () => (await get(`/v1/messages/${acuseOf(6)}`)).status).toBe(200)
  const path = `/v1/messages/${acuseOf(6)}/letter`
  expect(await get(path, { scope: 'cases:work' })).toMatchObject({
    status: 403,
    body: { code: 'scope-missing' },
  })
  expect(await get(path, { scope: 'admin' })).toMatchObject({
    status: 200,
    body: { to: { address: addressOf(6) } },
  })
})

it('lists page by page, each message once', async () => {
  const { get } = await running(await worldOfThree())
  const seen: string[] = []
  for (let cursor = ''; ; ) {
    const { body } = await get(`/v1/messages?entity=icetex&limit=1${cursor}`)
    seen.push(...body.items.map(({ messageId = '' }) => messageId))
    if (body.next === undefined) break
    cursor = `&cursor=${body.next}`
  }
  expect(seen).toHaveLength(4)
  expect(new Set(seen).size).toBe(4)
})

it('says what is wrong with a question', async () => {
  const { get } = await running(await worldOfThree())
  const refused = async (path: string, claims?: Partial<Claims>) => {
    const { status, body } = await get(path, claims)
    return [status, body.code, body.field]
  }
  expect(await refused('/v1/messages')).toEqual([400, 'message-filter-missing', 'query.caseId'])
  expect(await refused('/v1/messages?caseId=1')).toEqual([400, 'validation-failed', 'query.caseId'])
  expect(await refused('/v1/messages?entity=icetex&limit=501')).toEqual([
    400,
    'validation-failed',
    'query.limit',
  ])
  expect(await refused('/v1/messages?entity=icetex&state=sent')).toEqual([
    400,
    'validation-failed',
    'query.state',
  ])
  expect(await refused('/v1/messages?entity=icetex&cursor=abc')).toEqual([
    400,
    'message-cursor-invalid',
    'query.cursor',
  ])
  expect(await refused(`/v1/messages/${caseOf(9)}`)).toEqual([404, 'message-unknown', undefined])
  expect(await refused('/v1/messages?entity=icetex', { scope: 'filings:write' })).toEqual([
    403,
    'scope-missing',
    undefined,
  ])
})

it('shows a token that is bound to an entity what is of that entity', async () => {
  const { get } = await running(await worldOfThree())
  const other = { entity: 'otra' }
  expect((await get('/v1/messages?entity=icetex', other)).status).toBe(403)
  expect((await get('/v1/messages/counts?entity=icetex', other)).status).toBe(403)
  expect((await get(`/v1/messages/${acuseOf(1)}`, other)).status).toBe(403)
  expect((await get(`/v1/messages?caseId=${caseOf(1)}`, other)).body).toEqual({ items: [] })
  expect((await get(`/v1/messages?caseId=${caseOf(1)}`, { entity: 'icetex' })).body.items).toHaveLength(2)
})

it('publishes what was asked for and what became of it, and leaves nothing open when it ends', async () => {
  const world = await worldOfThree()
  await world.database.query('select 1')
  const leaks = watchLeaks()
  const { process, service, smtp } = await running(world)
  const events = await service.log.read('icetex', 0, 1_000)
  const told = events.flatMap((one) => service.publications(one) ?? [])
  const count = (name: string) => told.filter(({ type }) => type.includes(name)).length
  const types = ['MessageRequested', 'MessageSent', 'MessageFailed', 'NoRecipient']
  expect([...types.map(count), told.length]).toEqual([4, 3, 1, 1, 9])
  expect(JSON.stringify(told)).not.toContain('ICX-2026')
  await process.close()
  await smtp.close()
  await leaks.check({ database: world.database, applicationName: 'notification' })
})
