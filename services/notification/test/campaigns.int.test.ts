import { randomUUID } from 'node:crypto'
import type { Unit } from '@ventanilla/event-log'
import { createProjector } from '@ventanilla/projections'
import { run, type Service } from '@ventanilla/runtime'
import { expect, it, onTestFinished } from 'vitest'
import { memorySms } from '../src/adapters/memory-sms.ts'
import { sweepCampaigns } from '../src/jobs/sweep-campaigns.ts'
import { campaignMessages } from '../src/queries/campaigns/projection.ts'
import { caseOf, filingEvents } from './public-events.ts'
import { type SmtpBehaviour, startSmtp } from './smtp.ts'
import { tokenOf, verifier } from './tokens.ts'
import { createWorld, send, tell, type World } from './world.ts'

const SUNDAY = '2026-11-22T15:00:00.000Z'
const MONDAY = '2026-11-23T15:00:00.000Z'
const worker = { scope: 'cases:work cases:read', client: 'consola', subject: 'u-7' }

const mailOf = (n: number) => ({ email: `vecina-${n}@barrio-secreto.co`, name: `Zoraida ${n}` })
const many = (count: number) => Array.from({ length: count }, (_, n) => mailOf(n + 1))
interface Campaign {
  campaignId: string
  counts: { requested: number; sent: number; failed: Record<string, number>; waiting: number }
}
type Answer = Campaign & { items: Campaign[]; code?: string; field?: string }

const publication = (more: object = {}) => ({
  ...{ caseId: caseOf(1), channel: 'infoservicio', subject: 'Nuevo horario' },
  ...{ text: 'Desde el lunes atendemos a las ocho, por el embargo.', recipients: many(3) },
  ...more,
})

/** A world whose one case has nobody to write to, so that nothing but campaigns goes. */
async function withCase(at = SUNDAY, smtp: SmtpBehaviour = {}) {
  const world = await createWorld()
  world.clock.advance(at)
  const server = await startSmtp(smtp)
  onTestFinished(() => server.close())
  return { world, server }
}

async function serving(world: World, service: Service) {
  await tell(service, filingEvents(1, { mode: 'anonymous' }))
  const { clock, logger } = world
  const http = { title: 'Notificaciones', version: '1', verifier }
  const process = await run([service], { http, port: 0, clock, logger })
  onTestFinished(() => process.close())
  const ask = async (
    method: 'GET' | 'POST',
    path: string,
    {
      body,
      key,
      claims = worker,
    }: { body?: object; key?: string; claims?: typeof worker & { entity?: string } } = {},
  ) => {
    const response = await fetch(`${process.address}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${tokenOf(claims)}`,
        ...(body && { 'content-type': 'application/json' }),
        ...(key && { 'idempotency-key': key }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    const answer = (await response.json()) as Answer
    return { status: response.status, replayed: response.headers.get('idempotency-replayed'), body: answer }
  }
  const open = (body: object = publication(), key?: string) =>
    ask('POST', '/v1/campaigns', { body, ...(key !== undefined && { key }) })
  const counts = async (campaignId: string) => (await ask('GET', `/v1/campaigns/${campaignId}`)).body.counts
  return { process, ask, open, counts }
}

/** The process dies when it writes a fact: before the log has it, or right after. */
function dieAt(service: Service, type: string, when: 'before' | 'after', times = 1): void {
  const { write } = service.log
  let left = times
  service.log.write = async (entity: string, unit: Unit) => {
    const hit = unit.appends.some(({ events }) => events.some((event) => event.type === type))
    const dies = hit && left > 0 && --left === 0
    if (dies && when === 'before') throw new Error('killed')
    const written = await write(entity, unit)
    if (dies) throw new Error('killed')
    return written
  }
}

it('goes to each of five hundred once, though the process dies before and after it is written', async () => {
  const { world, server } = await withCase(SUNDAY, {
    refuse: (stage, address) => (stage === 'to' && address.startsWith('vecina-77@') ? 550 : undefined),
  })
  const service = await world.compose(server.url)
  const { process, ask, open, counts } = await serving(world, service)
  const body = publication({ recipients: many(500) })
  dieAt(service, 'CampaignOpened', 'before')
  expect((await open(body, 'k-1')).status).toBe(500)
  dieAt(service, 'CampaignOpened', 'after')
  expect((await open(body, 'k-1')).status).toBe(500)
  const opened = await open(body, 'k-1')
  expect([opened.status, opened.replayed]).toEqual([201, 'true'])
  await process.settled()

  const { campaignId } = opened.body
  expect(await counts(campaignId)).toEqual({ requested: 500, sent: 499, failed: { rejected: 1 }, waiting: 0 })
  expect(new Set(await server.ids()).size).toBe(499)
  const mails = await server.read()
  expect(mails).toHaveLength(499)
  const addresses = mails.flatMap(({ to }) => (Array.isArray(to) ? to : to ? [to] : []))
  expect(addresses.map(({ value }) => value.length)).toEqual(mails.map(() => 1))
  expect(new Set(addresses.map(({ value: [one] }) => one?.address)).size).toBe(499)
  expect(mails.filter(({ cc, bcc }) => cc || bcc)).toEqual([])

  const listed = await ask('GET', `/v1/campaigns?caseId=${caseOf(1)}`)
  expect(listed.body.items).toEqual([(await ask('GET', `/v1/campaigns/${campaignId}`)).body])
  expect(listed.body.items[0]).toMatchObject({ channel: 'infoservicio', openedBy: 'u-7', entity: 'icetex' })
  expect((await ask('GET', `/v1/campaigns?caseId=${randomUUID()}`)).body).toEqual({ items: [] })

  const events = await service.log.read('icetex', 0, 10_000)
  const places = {
    ...{ databases: await world.dump(), log: world.logged(), listed: JSON.stringify(listed.body) },
    told: JSON.stringify(events.flatMap((one) => service.publications(one) ?? [])),
  }
  expect(places.databases).toContain(campaignId)
  for (const [place, text] of Object.entries(places))
    for (const secret of ['barrio-secreto', 'Zoraida', 'vecina-', 'embargo', 'Nuevo horario'])
      expect(text.includes(secret), `${secret} in ${place}`).toBe(false)
  expect(places.told).not.toContain('Message')
})

it('what is on its way when the process dies goes as the same message, and the rest once', async () => {
  const { world, server } = await withCase()
  const first = await serving(world, await world.compose(server.url))
  const { campaignId } = (await first.open(publication({ channel: 'email', recipients: many(20) }))).body
  await first.process.close()
  world.clock.advance(MONDAY)
  const dying = await world.compose(server.url, { MAIL_CONNECTIONS: '1' })
  dieAt(dying, 'CampaignMessageSent', 'before', 7)
  await expect(send(dying)).rejects.toThrow('killed')
  const next = await world.compose(server.url)
  await send(next)
  expect(new Set(await server.ids()).size).toBe(20)
  const again = await serving(world, next)
  await again.process.settled()
  expect(await again.counts(campaignId)).toEqual({ requested: 20, sent: 20, failed: {}, waiting: 0 })
  const events = await next.log.read('icetex', 0, 10_000)
  expect(events.filter(({ type }) => type === 'CampaignMessageSent')).toHaveLength(20)
})

it('an Infoservicio goes at once and says so; a mailing waits for its hour and has a way out', async () => {
  const { world, server } = await withCase()
  const service = await world.compose(server.url, { MAIL_UNSUBSCRIBE: 'bajas@icetex.invalid' })
  const { process, open, counts } = await serving(world, service)
  await open()
  const { campaignId } = (await open(publication({ channel: 'email' }))).body
  await process.settled()
  const subjects = async () => (await server.read()).map(({ subject }) => subject).sort()
  expect(await subjects()).toEqual(Array(3).fill('Infoservicio: Nuevo horario'))
  expect(await counts(campaignId)).toEqual({ requested: 3, sent: 0, failed: {}, waiting: 3 })
  expect(server.raw.join('')).not.toMatch(/list-unsubscribe/i)
  world.clock.advance(MONDAY)
  await process.settled()
  expect((await subjects()).slice(3)).toEqual(Array(3).fill('Nuevo horario'))
  const mail = (await server.read()).find(({ subject }) => subject === 'Nuevo horario')
  expect(mail?.from?.value).toEqual([
    {
      name: 'Instituto Colombiano de Crédito Educativo y Estudios Técnicos en el Exterior',
      address: 'no-responder@ventanilla.invalid',
    },
  ])
  expect(mail?.text).toContain('Desde el lunes atendemos a las ocho')
  expect(mail?.html).toContain('<html lang="es">')
  expect(server.raw.at(-1)).toContain('List-Unsubscribe: <mailto:bajas@icetex.invalid?subject=Baja>')
})

it('what has not gone when it is cancelled does not go', async () => {
  let taken = 0
  const { world, server } = await withCase(SUNDAY, {
    refuse: (stage) => (stage === 'to' && taken++ >= 20 ? 451 : undefined),
  })
  const service = await world.compose(server.url)
  const { process, ask, open, counts } = await serving(world, service)
  const { campaignId } = (await open(publication({ recipients: many(50) }))).body
  await expect.poll(async () => (await counts(campaignId)).sent, { timeout: 20_000 }).toBe(20)
  const cancel = (id: string) =>
    ask('POST', `/v1/campaigns/${id}/cancellation`, { body: { note: 'Zoraida pidió que no.' } })
  const cancelled = await cancel(campaignId)
  expect(cancelled.body).toMatchObject({
    cancelledAt: SUNDAY,
    counts: { requested: 50, sent: 20, failed: { cancelled: 30 }, waiting: 0 },
  })
  await process.settled()
  taken = Number.NEGATIVE_INFINITY
  expect(server.raw).toHaveLength(20)
  expect((await cancel(campaignId)).body).toEqual(cancelled.body)
  const ended = (await service.log.read('icetex', 0, 10_000)).filter(
    ({ data }) => data.reason === 'cancelled',
  )
  expect(ended).toHaveLength(30)
  expect(await world.dump()).not.toContain('Zoraida')

  // What waits for its hour is as good as cancelled before that comes.
  const waiting = (await open(publication({ channel: 'email' }))).body
  expect((await cancel(waiting.campaignId)).body.counts).toMatchObject({
    failed: { cancelled: 3 },
    waiting: 0,
  })
  world.clock.advance(MONDAY)
  await process.settled()
  expect(server.raw).toHaveLength(20)
})

it('says what is wrong, and keeps nothing of it', async () => {
  const { world, server } = await withCase()
  const { ask, open } = await serving(world, await world.compose(server.url))
  const refused = async (more: object) => {
    const { status, body } = await open(publication(more))
    return [status, body.code, body.field]
  }
  expect(await refused({ caseId: caseOf(9) })).toEqual([422, 'campaign-case-unknown', 'body.caseId'])
  expect(await refused({ recipients: [] })).toEqual([422, 'recipients-none', 'body.recipients'])
  expect(await refused({ recipients: [mailOf(1), { email: 'ana@' }] })).toEqual([
    ...[422, 'recipient-invalid', 'body.recipients[1].email'],
  ])
  expect(await refused({ recipients: [mailOf(1), mailOf(1)] })).toEqual([
    ...[422, 'recipient-repeated', 'body.recipients[1].email'],
  ])
  const sms = { channel: 'sms', subject: undefined, text: 'Abre', recipients: [{ phone: '3001234567' }] }
  expect(await refused(sms)).toEqual([422, 'sms-gateway-missing', 'body.channel'])
  const known = await open(publication(), 'k-2')
  expect(known.status).toBe(201)
  expect((await open(publication({ text: 'Otro' }), 'k-2')).body.code).toBe('idempotency-key-reused')
  const reader = { ...worker, scope: 'cases:read' }
  const asReader = await ask('POST', '/v1/campaigns', { body: publication(), claims: reader })
  expect(asReader.status).toBe(403)
  const other = { ...worker, entity: 'otra' }
  const asOther = await ask('POST', '/v1/campaigns', { body: publication(), claims: other })
  expect(asOther.body.code).toBe('campaign-case-unknown')
  expect((await ask('GET', `/v1/campaigns/${known.body.campaignId}`, { claims: other })).status).toBe(403)
  expect((await ask('GET', `/v1/campaigns/${randomUUID()}`)).body.code).toBe('campaign-unknown')
})

it('an SMS goes by the gateway, tried again while there is no word of it, and never by mail', async () => {
  const { world, server } = await withCase(MONDAY)
  let downs = 3
  const sms = memorySms(({ to }) =>
    downs-- > 0 ? 'down' : to.endsWith('9') ? { took: false, forGood: true, reply: 21 } : { took: true },
  )
  const service = await world.compose(server.url, {}, sms)
  const { process, open, counts } = await serving(world, service)
  const body = { caseId: caseOf(1), channel: 'sms', text: 'Mañana abre la convocatoria' }
  const recipients = ['300 123 4561', '+57 3001234562', '3001234569'].map((phone) => ({ phone }))
  expect((await open({ ...body, text: 'Próxima', recipients })).body).toMatchObject({
    ...{ code: 'sms-message-unfit', field: 'body.text' },
    errors: [{ field: 'body.text', code: 'sms-message-accents' }],
  })
  const { campaignId } = (await open({ ...body, recipients })).body
  await process.settled()
  expect(await counts(campaignId)).toEqual({ requested: 3, sent: 2, failed: { rejected: 1 }, waiting: 0 })
  expect(sms.sent.map(({ to, text }) => [to, text]).sort()).toEqual([
    ['3001234561', body.text],
    ['3001234562', body.text],
  ])
  expect(server.raw).toEqual([])
  expect(await world.dump()).not.toContain('300123456')
})

it('is erased with one key, and what a dead request left in the vault is swept', async () => {
  const { world, server } = await withCase()
  const service = await world.compose(server.url)
  const { process, ask, open, counts } = await serving(world, service)
  const { campaignId } = (await open(publication({ channel: 'email' }))).body
  const records = async () => (await world.dump()).match(/campaign-(recipient|words)/g)?.length ?? 0
  expect(await records()).toBe(4)
  dieAt(service, 'CampaignOpened', 'before')
  expect((await open(publication({ recipients: many(5) }))).status).toBe(500)
  expect(await records()).toBe(10)
  await process.settled()
  const { database, vault } = world
  const messages = createProjector({ database, log: service.log, projection: campaignMessages })
  const wall = () => new Date(Date.now() + 7_200_000).toISOString()
  await sweepCampaigns({ database, vault, messages, wall }).step(new AbortController().signal)
  expect(await records()).toBe(4)

  await vault.erase(campaignId, { actor: 'test', reason: 'retention', at: SUNDAY })
  expect(await records()).toBe(0)
  const note = { body: { note: 'Tarde' } }
  expect((await ask('POST', `/v1/campaigns/${campaignId}/cancellation`, note)).body.code).toBe(
    'campaign-erased',
  )
  world.clock.advance(MONDAY)
  await process.settled()
  expect(await counts(campaignId)).toMatchObject({ sent: 0, failed: { 'person-erased': 3 } })
  expect(server.raw).toEqual([])
})
