import { expect, it } from 'vitest'
import { answeredOn, caseId, entity, opened } from './support/routing-events.ts'
import { machine, start } from './support/service-world.ts'

const subject = (n: number) => `0000000${n}-0000-4000-8000-000000000000`

async function world() {
  const here = await machine()
  const started = await start(here, '2026-11-23T14:00:00.000Z')
  await here.routing.tell(opened(1), opened(2, undefined, subject(0)), opened(3, undefined, subject(1)))
  await here.routing.tell(answeredOn(4, '2026-12-09', subject(0)))
  await started.advance('2026-12-10T14:00:00.000Z')
  const facts = async () => (await started.service.log.read(entity, 0, 1_000)).length
  const reclamo = { entity, procedure: 'pqrsd', kind: 'reclamo' }
  const ask = (body: object, scope = 'admin') =>
    started.post('/v1/clocks/what-if', { ...reclamo, ...body }, { scope })
  return { ...started, facts, ask }
}

it('another term for a kind is tried on its cases, open and answered, and nothing is written', async () => {
  const { ask, facts } = await world()
  const before = await facts()
  const { status, body } = await ask({ term: { amount: 10, unit: 'business-days' } })
  expect(status).toBe(200)
  expect(body.totals).toMatchObject({
    ...{ cases: 3, clocks: 3, changedClocks: 3, dueEarlier: 3, nowLate: 1 },
    states: [{ from: 'warned', to: 'breached', clocks: 2 }],
  })
  const one = body.items.find((item: { caseId: string }) => item.caseId === caseId)
  expect(one).toMatchObject({
    ...{ before: { due: '2026-12-14', state: 'warned' }, after: { due: '2026-12-04', state: 'breached' } },
    movedBy: -5,
  })
  const open = (await ask({ term: { amount: 20, unit: 'calendar-days' }, openOnly: true, limit: 1 })).body
  expect(open.totals).toMatchObject({ cases: 1, dueEarlier: 1 })
  const rest = (await ask({ term: { amount: 20, unit: 'calendar-days' }, openOnly: true, cursor: open.next }))
    .body
  expect(rest.totals).toMatchObject({ cases: 1 })
  expect((await ask({ term: { amount: 15, unit: 'business-days' } })).body.items).toEqual([])
  expect(await facts()).toBe(before)
})

it('another law is tried, with what is set of what it leaves open', async () => {
  const { ask } = await world()
  const sent = { law: { regime: 'peticion', set: { 'answer.countsWhen': 'sent' } } }
  expect((await ask(sent)).body).toMatchObject({ items: [], totals: { clocks: 3 } })
  // No delivery is known of that answer: it would count for nothing.
  const delivered = (await ask({ law: { regime: 'peticion' } })).body
  expect(delivered.items).toMatchObject([
    { caseId: subject(0), before: { state: 'met' }, after: { state: 'warned', due: '2026-12-14' } },
  ])
})

it('a law in months or in hours is tried as well', async () => {
  const { ask } = await world()
  const sent = { 'answer.countsWhen': 'sent' }
  const months = await ask({ law: { regime: 'ley-142', set: { 'term.step': 'reclamo-factura', ...sent } } })
  expect(months.body).toMatchObject({
    items: [caseId, subject(0), subject(1)].map(() => ({ after: { due: '2027-04-22' } })),
    totals: { dueLater: 3 },
  })
  // What was kept of these is their day: hours run from its beginning.
  const set = { 'term.amount': '48', 'term.unit': 'calendar-hours', ...sent }
  const hours = await ask({ law: { regime: 'tutela', set } })
  expect(hours.body).toMatchObject({
    items: [caseId, subject(0), subject(1)].map(() => ({ after: { due: '2026-11-23' } })),
    totals: { dueEarlier: 3, nowLate: 1 },
  })
})

it('is of cases that are counted from some days alone, and of those of the kind', async () => {
  const { ask } = await world()
  const term = { amount: 10, unit: 'business-days' }
  const clocks = async (body: object) => (await ask({ term, ...body })).body.totals.clocks
  expect(await clocks({ received: { from: '2026-11-22', to: '2026-11-22' } })).toBe(3)
  expect(await clocks({ received: { from: '2026-11-23' } })).toBe(0)
  expect(await clocks({ received: { to: '2026-11-21' } })).toBe(0)
  expect(await clocks({ kind: 'queja' })).toBe(0)
  expect(await clocks({ procedure: 'publicaciones', kind: 'campana' })).toBe(0)
})

it('is of an entity whose definitions were taken away too', async () => {
  const { ask, service } = await world()
  const term = { amount: 10, unit: 'business-days' }
  const [id, gone] = [subject(9), 'vieja']
  const event = {
    ...{ id: subject(8), type: 'ClocksOpened', at: '2026-11-23T14:00:00.000Z' },
    data: { caseId: id, procedure: 'tramites', procedureVersion: 1, clocks: [] },
  }
  const appends = [{ stream: `case/${id}`, expected: 0, actor: 'prueba', events: [event] }]
  await service.log.write(gone, { appends })
  const { status, body } = await ask({ term, entity: gone, procedure: 'tramites', kind: 'permiso' })
  expect([status, body.items]).toEqual([200, []])
})

it('is refused where it says nothing, or what nobody knows', async () => {
  const { ask } = await world()
  expect((await ask({})).body).toMatchObject({ status: 400, field: 'body.term' })
  const term = { amount: 10, unit: 'business-days' }
  for (const [asked, field, known] of [
    [{ term, entity: 'icetx' }, 'body.entity', entity],
    [{ term, procedure: 'pqrs' }, 'body.procedure', 'pqrsd, publicaciones'],
    [{ term, kind: 'reclamos' }, 'body.kind', ' reclamo,'],
    [{ law: { regime: 'petición' } }, 'body.law.regime', 'peticion'],
  ] as const)
    expect((await ask(asked)).body).toMatchObject({
      ...{ status: 422, code: 'name-unknown', field, detail: expect.stringContaining(known) },
    })
  const early = await ask({ law: { regime: 'peticion', set: { 'term.start': 'same-day' } } })
  expect(early.body).toMatchObject({ status: 400, field: 'body.law' })
  const set = { 'answer.countsWhen': 'nunca' }
  expect((await ask({ law: { regime: 'peticion', set } })).body).toMatchObject({
    ...{ status: 400, field: 'body.law.set.answer.countsWhen' },
  })
  expect((await ask({ term: { amount: 0, unit: 'business-days' } })).body).toMatchObject({ status: 400 })
  expect((await ask({ term: { amount: 5, unit: 'business-days' } }, 'cases:work')).body.code).toBe(
    'scope-missing',
  )
})

it('is refused for days that end before they begin, and for a page that nobody was given', async () => {
  const { ask } = await world()
  const term = { amount: 5, unit: 'business-days' }
  const received = { from: '2026-12-01', to: '2026-11-01' }
  expect((await ask({ term, received })).body).toMatchObject({ status: 400, field: 'body.received.to' })
  const cursor = Buffer.from('999999.9999999').toString('base64url')
  expect((await ask({ term, cursor })).body).toMatchObject({ status: 400, field: 'body.cursor' })
})
