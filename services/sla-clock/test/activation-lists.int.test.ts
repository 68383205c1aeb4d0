import { expect, it } from 'vitest'
import { clockIdOf, clockStream } from '../src/commands/streams.ts'
import { answeredOn, caseId, entity, moved, opened } from './support/routing-events.ts'
import { machine, start } from './support/service-world.ts'

const admin = { scope: 'admin' }
const closing = (date: string) => ({
  ...{ calendar: 'cierre', base: 'co', valid: { from: '2026-01-01', to: '2026-12-31' } },
  closed: [{ date, by: 'Decreto 20' }],
})
const subject = (n: number) => `0000000${n}-0000-4000-8000-000000000000`

async function world() {
  const here = await machine()
  const started = await start(here, '2026-11-23T14:00:00.000Z')
  await here.routing.tell(opened(1), ...[1, 2, 3, 4].map((n) => opened(1 + n, undefined, subject(n))))
  await started.advance('2026-12-07T14:00:00.000Z')
  const overlays = [closing('2026-12-11')]
  const list = async (tried = overlays) => {
    const asked = { entity, overlays: tried, openOnly: true }
    return (await started.post('/v1/calendars/what-if', asked, admin)).body.list as string
  }
  const activate = (list: string, { key = '', ...more } = {}) => {
    const body = { entity, overlays, act: 'Decreto 20 de 2026', list, ...more }
    return started.post('/v1/calendars/activations', body, { ...admin, key })
  }
  const acts = async () =>
    (await started.get(`/v1/calendars/activations?entity=${entity}`, 'admin')).body.items as { act: string }[]
  return { ...here, ...started, list, activate, acts }
}

/** A list as who carries it could write it: nothing in it is signed. */
const read = (list: string) => JSON.parse(Buffer.from(list, 'base64url').toString())
const written = (list: unknown[]) => Buffer.from(JSON.stringify(list)).toString('base64url')

it('a list of another entity agrees to nothing here', async () => {
  const { list, activate, acts } = await world()
  const [calendar, position, at, of] = read(await list())
  expect(of).toBe(entity)
  expect((await activate(written([calendar, position, at, 'otra']))).body).toMatchObject({
    ...{ status: 400, code: 'validation-failed', field: 'body.list' },
    detail: expect.stringContaining('otra entidad'),
  })
  expect(await acts()).toEqual([])
})

it('nor does one of facts that the log does not have', async () => {
  const { list, activate, acts } = await world()
  const [calendar, position, at, of] = read(await list())
  const { body } = await activate(written([calendar, position + 1_000, at, of]))
  expect(body).toMatchObject({ status: 409, code: 'list-changed', field: 'body.list' })
  expect(body).not.toHaveProperty('list')
  expect(await acts()).toEqual([])
})

it('no calendar is put in force for an entity that nobody has', async () => {
  const { list, activate, service } = await world()
  const [calendar, position, at] = read(await list())
  const { body } = await activate(written([calendar, position, at, 'nadie']), { entity: 'nadie' } as object)
  expect(body).toMatchObject({ status: 422, code: 'name-unknown', field: 'body.entity' })
  expect([...(await service.log.heads()).keys()]).toEqual([entity])
})

it('of several at once one is put in force, and the others are told so', async () => {
  const { list, activate, acts, settled } = await world()
  const others = [closing('2026-12-10')]
  const [own, other] = [await list(), await list(others)]
  const answers = await Promise.all([
    ...[activate(own, { key: 'uno' }), activate(own, { key: 'uno' }), activate(own)],
    activate(other, { overlays: others } as object),
  ])
  const codes = answers.map(({ status, body }) => (status === 201 ? 'done' : body.code))
  expect(codes.filter((code) => code === 'done').length).toBeGreaterThanOrEqual(1)
  for (const { status } of answers) expect([201, 409]).toContain(status)
  await settled()
  expect(await acts()).toHaveLength(1)
})

it('no term is lost or told twice that stops, grows, ends or begins while a calendar is put in force', async () => {
  const { list, activate, routing, post, settled, service, advance, get } = await world()
  const shown = await list()
  const [, stopped, answered, grown] = [0, 1, 2, 3].map(subject)
  if (!stopped || !answered || !grown) throw new Error('there are four')
  const [done, extended] = await Promise.all([
    activate(shown, { newCases: 'include' } as object),
    post(
      `/v1/clocks/${clockIdOf(grown, 'legal')}/extensions`,
      { amount: 5, reason: 'Motivo' },
      { key: 'crece' },
    ),
    routing.tell(
      moved(6, 'requerir', '2026-12-07', stopped),
      answeredOn(7, '2026-12-07', answered),
      opened(8, undefined, subject(8)),
    ),
  ])
  // What comes between may change the list: then it is agreed to as it is, once more.
  let put = done
  for (let tries = 0; put.status === 409 && tries < 10; tries++) put = await activate(put.body.list)
  expect(put.status, JSON.stringify(put.body)).toBe(201)
  expect(extended.status).toBeLessThan(300)
  await settled()
  await advance('2027-03-01T14:00:00.000Z')
  for (const of of [caseId, stopped, grown, subject(4), subject(8)]) {
    const { events } = await service.log.stream(clockStream(clockIdOf(of, 'legal')))
    const types = events.map(({ type }) => type)
    const { body } = await get(`/v1/clocks/${clockIdOf(of, 'legal')}`)
    expect(body.calendar, types.join(' ')).toMatch(/^cierre@/)
    const began = String(events[0]?.data.calendar && (events[0].data.calendar as { id: string }).id)
    expect(types.filter((type) => type === 'ClockRecounted').length, of).toBe(began === 'cierre' ? 0 : 1)
    const marks = events.flatMap(({ type, at, data }) =>
      type === 'ClockBreached' || type === 'ClockWarned' ? [`${data.rung} ${at}`] : [],
    )
    expect(new Set(marks).size, marks.join(', ')).toBe(marks.length)
    expect(types.filter((type) => type === 'ClockBreached').length, of).toBe(of === stopped ? 0 : 1)
  }
  const dues = await Promise.all(
    [caseId, grown, subject(8)].map(
      async (of) => (await get(`/v1/clocks/${clockIdOf(of, 'legal')}`)).body.due,
    ),
  )
  expect(dues).toEqual(['2026-12-15', '2026-12-22', '2026-12-15'])
})
