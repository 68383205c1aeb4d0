import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { clockIdOf, clockStream } from '../src/commands/streams.ts'
import { answeredOn, caseId, entity, moved, opened } from './support/routing-events.ts'
import { machine, start } from './support/service-world.ts'

const monday = '2026-12-07T14:00:00.000Z'
const act = 'Decreto 20 de 2026'
const closing = (...dates: string[]) => ({
  ...{ calendar: 'cierre', base: 'co', valid: { from: '2026-01-01', to: '2026-12-31' } },
  closed: dates.map((date) => ({ date, by: 'Decreto 20' })),
})
const subject = (n: number) => `0000000${n}-0000-4000-8000-000000000000`
const legal = (of = caseId) => clockIdOf(of, 'legal')

async function world() {
  const here = await machine()
  const started = await start(here, '2026-11-23T14:00:00.000Z')
  await here.routing.tell(opened(1))
  for (let n = 0; n < 4; n++) await here.routing.tell(opened(2 + n, undefined, subject(n)))
  await started.settled()
  // The first two are answered and suspended; all others run.
  await here.routing.tell(
    answeredOn(6, '2026-12-04', subject(0)),
    moved(7, 'requerir', '2026-12-04', subject(1)),
  )
  await started.advance(monday)
  const admin = { scope: 'admin' }
  const list = async (...dates: string[]) =>
    (
      await started.post(
        '/v1/calendars/what-if',
        { entity, overlays: [closing(...dates)], openOnly: true },
        admin,
      )
    ).body
  const activate = (list: string, { dates = ['2026-12-11'], key = '', ...more } = {}) =>
    started.post(
      '/v1/calendars/activations',
      { entity, overlays: [closing(...dates)], act, list, ...more },
      { ...admin, key },
    )
  const types = async (of: string) =>
    (await started.service.log.stream(clockStream(legal(of)))).events.map(({ type }) => type)
  const standing = async (of = caseId) => (await started.get(`/v1/clocks/${legal(of)}`)).body
  return { ...here, ...started, list, activate, types, standing }
}

describe('a calendar put in force for open terms', () => {
  it('gives each its own fact, and from then on counts, arms and explains it', async () => {
    const { list, activate, types, standing, get, settled, advance, marks, routing } = await world()
    const before = (await standing()).calendar
    const shown = await list('2026-12-11')
    expect(shown.totals).toMatchObject({ clocks: 4, changedClocks: 4, dueLater: 4 })
    const { status, body } = await activate(shown.list)
    expect({ status, body }).toMatchObject({
      status: 201,
      body: { entity, calendar: shown.calendar, act, activatedAt: monday, actor: 'client:adaptador' },
    })
    await settled()
    const { items } = (await get(`/v1/calendars/activations?entity=${entity}`, 'admin')).body
    expect(items).toMatchObject([{ act, complete: true, calendar: { id: 'cierre' } }])
    expect((await get(`/v1/calendars?entity=${entity}`)).body.items).toMatchObject([{}, { act }])
    // What ended keeps the one that it ended under.
    expect(await types(subject(0))).toEqual(['ClockStarted', 'ClockWarned', 'ClockMet'])
    expect((await standing(subject(0))).calendar).toBe(before)
    expect(await types(subject(1))).toEqual(['ClockStarted', 'ClockWarned', 'ClockPaused', 'ClockRecounted'])
    expect(await types(caseId)).toEqual(['ClockStarted', 'ClockWarned', 'ClockRecounted'])
    expect(await standing()).toMatchObject({ due: '2026-12-15', calendar: shown.calendar.version })
    const listed = (await get(`/v1/clocks?entity=${entity}&state=running`)).body.items
    expect(listed).toHaveLength(3)
    for (const one of listed)
      expect(one).toMatchObject({ due: '2026-12-15', rung: 'amarillo', calendar: shown.calendar.version })
    const { body: why } = await get(`/v1/clocks/${legal()}/explanation`)
    expect(why).toMatchObject({ due: '2026-12-15', calendar: shown.calendar })
    expect(why.recounts).toEqual([
      {
        ...{ on: '2026-12-07', at: monday, act, by: 'client:adaptador', from: before },
        ...{ to: shown.calendar.version, before: '2026-12-14', due: '2026-12-15' },
      },
    ])
    expect(why.explanation.find(({ date }: { date: string }) => date === '2026-12-11')).toMatchObject({
      ...{ counted: false, why: expect.stringContaining('Decreto 20') },
    })
    // The suspended one goes on across the closed day; nothing falls on the day of before.
    await routing.tell(moved(8, 'completar', '2026-12-09', subject(1)))
    await advance('2026-12-15T06:00:00.000Z')
    expect((await standing(subject(1))).due).toBe('2026-12-17')
    expect((await marks()).filter((mark) => mark.startsWith('fin'))).toEqual([])
    await advance('2026-12-16T06:00:00.000Z')
    expect((await marks()).filter((mark) => mark.startsWith('fin'))).toEqual(
      Array(3).fill('fin 2026-12-16T05:00:00.000Z'),
    )
    expect((await get(`/v1/clocks/${legal()}/certificate`)).status).toBe(200)
  })

  it('is not what was known before it', async () => {
    const { list, activate, get, settled, service } = await world()
    const { events } = await service.log.stream(clockStream(legal()))
    const last = events.at(-1)?.recordedAt ?? ''
    const asOf = encodeURIComponent(new Date(Date.parse(last) + 1).toISOString())
    const before = (await get(`/v1/clocks/${legal()}/explanation?asOf=${asOf}`)).body
    await activate((await list('2026-12-11')).list)
    await settled()
    expect((await get(`/v1/clocks/${legal()}/explanation`)).body.due).toBe('2026-12-15')
    expect((await get(`/v1/clocks/${legal()}/explanation?asOf=${asOf}`)).body).toEqual(before)
    expect(before).toMatchObject({ due: '2026-12-14' })
  })

  it('is refused when the facts have changed the list since, with what changed, and taken with that', async () => {
    const { list, activate, routing, settled, get, types } = await world()
    const shown = await list('2026-12-11')
    await routing.tell(answeredOn(8, '2026-12-07', subject(2)), opened(9, undefined, subject(5)))
    await settled()
    const { body } = await activate(shown.list)
    expect(body).toMatchObject({ status: 409, code: 'list-changed', field: 'body.list' })
    expect(body.changes).toMatchObject([
      { caseId: subject(2), clock: 'legal', listed: { after: { due: '2026-12-15' } }, now: null },
      { caseId: subject(5), listed: null, now: { before: { due: '2026-12-14' } } },
    ])
    expect((await get(`/v1/calendars/activations?entity=${entity}`, 'admin')).body.items).toEqual([])
    // That one began since may be agreed to beforehand; that one was answered may not.
    const included = await activate(shown.list, { newCases: 'include' } as object)
    expect(included.body.changes).toMatchObject([{ caseId: subject(2) }])
    expect(included.body.detail).toBe('Cambió lo que se mostró de 1 término; «changes» dice cuáles.')
    expect((await activate(body.list)).status).toBe(201)
    await settled()
    expect(await types(subject(2))).not.toContain('ClockRecounted')
    expect(await types(subject(5))).toContain('ClockRecounted')
  })

  it('is the calendar of the list, and no other', async () => {
    const { list, activate, get } = await world()
    const shown = await list('2026-12-11')
    const { body } = await activate(shown.list, { dates: ['2026-12-10'] })
    expect(body).toMatchObject({ status: 409, code: 'list-changed' })
    expect(body.list).toBeUndefined()
    expect((await activate('bm8')).body).toMatchObject({ status: 400, field: 'body.list' })
    for (const bad of [' ', 'Decreto\n20'])
      expect((await activate(shown.list, { act: bad } as object)).body).toMatchObject({ field: 'body.act' })
    expect((await get('/v1/calendars/activations', 'admin')).body).toMatchObject({ field: 'query.entity' })
    expect((await get(`/v1/calendars/activations?entity=${entity}`)).body.code).toBe('scope-missing')
  })

  it('is put in force once, however often it is asked for', async () => {
    const { list, activate, settled, get } = await world()
    const shown = await list('2026-12-11')
    const first = await activate(shown.list, { key: 'uno' })
    await settled()
    const again = await activate(shown.list, { key: 'uno' })
    expect(again.status).toBe(201)
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect(again.body).toMatchObject({ ...first.body, progress: expect.anything(), complete: true })
    expect((await activate(shown.list, { key: 'uno', dates: ['2026-12-10'] })).body.code).toBe(
      'idempotency-key-reused',
    )
    expect((await activate(shown.list)).body).toMatchObject({ status: 409, code: 'calendar-in-force' })
    expect((await get(`/v1/calendars/activations?entity=${entity}`, 'admin')).body.items).toHaveLength(1)
  })

  it('waits for what routing has still to tell: what was answered before it counts by the one before', async () => {
    const { list, activate, routing, standing, types, settled, running, clock } = await world()
    routing.silentFrom(monday)
    clock.advance('2026-12-07T16:00:00.000Z')
    expect((await activate((await list('2026-12-11')).list)).status).toBe(201)
    await expect(running.settled(1_500)).rejects.toThrow()
    expect(await types(caseId)).not.toContain('ClockRecounted')
    // At three in the afternoon, as everything of that day here.
    await routing.tell(answeredOn(8, '2026-12-07'))
    routing.silentFrom()
    await settled()
    expect((await types(caseId)).slice(-1)).toEqual(['ClockMet'])
    expect(await standing()).toMatchObject({ state: 'met', due: '2026-12-14' })
    expect(await standing(subject(2))).toMatchObject({ state: 'running', due: '2026-12-15' })
  })

  it('stays in force when the service starts again with its files', async () => {
    const { list, activate, settled, running, routing, folder, ...here } = await world()
    await activate((await list('2026-12-11')).list)
    await settled()
    await running.close()
    const files = join(folder, 'propio.yaml')
    await writeFile(files, JSON.stringify({ ...closing('2026-12-10'), calendar: 'propio' }))
    const again = await start({ ...here, routing, folder }, monday, { calendars: files })
    await routing.tell(opened(8, undefined, subject(7)))
    await again.settled()
    const { body } = await again.get(`/v1/clocks/${legal(subject(7))}`)
    expect(body).toMatchObject({ due: '2026-12-15', calendar: expect.stringMatching(/^cierre@/) })
  })
})
