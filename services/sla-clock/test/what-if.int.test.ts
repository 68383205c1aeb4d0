import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { clockIdOf } from '../src/commands/streams.ts'
import { answeredOn, caseId, entity, moved, opened } from './support/routing-events.ts'
import { machine, start } from './support/service-world.ts'

const monday = '2026-11-23T14:00:00.000Z'
const yaml = (...dates: string[]) => `calendar: propio
base: co
valid: { from: 2026-01-01, to: 2026-12-31 }
closed:
${dates.map((date) => `  - { date: ${date}, by: Resolución 12 }`).join('\n')}
`
const closing = (date: string) => ({
  ...{ calendar: 'propio', base: 'co', valid: { from: '2026-01-01', to: '2026-12-31' } },
  closed: [{ date, by: 'Resolución 12' }],
})
const subject = (n: number) => `0000000${n}-0000-4000-8000-000000000000`

async function world() {
  const here = await machine()
  const calendars = join(here.folder, 'propio.yaml')
  await writeFile(calendars, yaml('2026-11-30'))
  const started = await start(here, monday, { calendars })
  await here.routing.tell(opened(1))
  for (let n = 0; n < 4; n++) await here.routing.tell(opened(2 + n, undefined, subject(n)))
  await started.settled()
  const facts = async () => (await started.service.log.read(entity, 0, 1_000)).length
  const ask = async (body: object, scope = 'admin', claims = {}) =>
    started.post('/v1/calendars/what-if', { entity, ...body }, { scope, claims })
  return { ...here, ...started, ask, facts }
}

describe('what another calendar would move', () => {
  it('is listed with dates and states before and after, and nothing is written', async () => {
    const { ask, facts, advance, routing, get } = await world()
    await routing.tell(
      answeredOn(6, '2026-12-15', subject(0)),
      moved(7, 'requerir', '2026-12-14', subject(1)),
    )
    await advance('2026-12-16T06:00:00.000Z')
    const [before, calendars] = [await facts(), await get(`/v1/calendars?entity=${entity}`)]
    // Due on the 15th with the 30th closed; the edited file opens it.
    const { status, body } = await ask({ overlays: [yaml('2027-01-04').replace('2026-12-31', '2027-12-31')] })
    expect(status).toBe(200)
    expect(body).toMatchObject({ entity, calendar: { id: 'propio' }, at: '2026-12-16T06:00:00.000Z' })
    const one = (id: string) => body.items.find((item: { caseId: string }) => item.caseId === id)
    expect(one(caseId)).toEqual({
      ...{ caseId, clockId: clockIdOf(caseId, 'legal'), clock: 'legal', regime: 'ley-1755' },
      calendar: calendars.body.items[0].version,
      before: { state: 'breached', due: '2026-12-15', rung: 'rojo', late: null },
      after: { state: 'breached', due: '2026-12-14', rung: 'rojo', late: null },
      movedBy: -1,
    })
    expect(one(subject(0))).toMatchObject({
      before: { state: 'met', due: '2026-12-15', late: false },
      after: { state: 'met', due: '2026-12-14', late: true },
    })
    expect(one(subject(1))).toMatchObject({ before: { state: 'paused' }, after: { state: 'paused' } })
    expect(body.totals).toMatchObject({
      ...{ cases: 5, clocks: 5, changedCases: 5, changedClocks: 5, dueEarlier: 5, dueLater: 0, nowLate: 1 },
      states: [],
    })
    expect(body.next).toBeUndefined()
    const open = (await ask({ overlays: [closing('2026-12-01')], openOnly: true })).body
    expect(open.totals).toMatchObject({ cases: 4, clocks: 4 })
    expect(await facts()).toBe(before)
    expect((await get(`/v1/calendars?entity=${entity}`)).body).toEqual(calendars.body)
  })

  it('is counted in states, at the instant that was asked for', async () => {
    const { ask } = await world()
    const two = yaml('2026-11-30', '2026-12-09')
    const { body } = await ask({ overlays: [two], at: '2026-12-16T00:00' })
    expect(body.at).toBe('2026-12-16T05:00:00.000Z')
    expect(body.totals.states).toEqual([{ from: 'breached', to: 'warned', clocks: 5 }])
    expect(body.totals).toMatchObject({ dueLater: 5, changedClocks: 5 })
  })

  it('comes page by page, each case on one', async () => {
    const { ask } = await world()
    const overlays = [yaml('2026-11-30', '2026-12-09')]
    const seen: string[] = []
    const looked: number[] = []
    let next: string | undefined
    do {
      const { body } = await ask({ overlays, limit: 2, ...(next && { cursor: next }) })
      seen.push(...body.items.map((item: { caseId: string }) => item.caseId))
      looked.push(body.totals.cases)
      expect(body.progress.done).toBeLessThanOrEqual(body.progress.total)
      next = body.next
    } while (next)
    expect(seen).toEqual([caseId, ...[0, 1, 2, 3].map(subject)])
    expect(looked.reduce((sum, cases) => sum + cases)).toBe(5)
    expect(Math.max(...looked)).toBe(2)
    expect((await ask({ overlays: [], cursor: 'xx' })).body).toMatchObject({
      ...{ status: 400, code: 'validation-failed', field: 'body.cursor' },
    })
  })

  it('is nothing under the calendar that is in force, however it is given', async () => {
    const { ask, get } = await world()
    const [{ calendar, version }] = (await get(`/v1/calendars?entity=${entity}`)).body.items
    const asked = [
      { overlays: [] },
      { overlays: [yaml('2026-11-30')] },
      { overlays: [closing('2026-11-30')] },
      { overlays: [closing('2026-11-30')], replaces: 'all' },
    ]
    for (const body of asked)
      expect((await ask({ ...body, at: '2027-01-20' })).body).toMatchObject({
        ...{ calendar: { id: calendar, version }, items: [], totals: { clocks: 5, changedClocks: 0 } },
      })
    // The national calendar: what if the overlay were dropped.
    const dropped = (await ask({ overlays: [], replaces: 'all' })).body
    expect(dropped).toMatchObject({ calendar: { id: 'co' }, totals: { dueEarlier: 5 } })
  })

  it('is nobody’s who may not see it, and nothing of an overlay that can’t be read', async () => {
    const { ask, facts } = await world()
    const before = await facts()
    const overlays = [closing('2026-12-01')]
    expect((await ask({ overlays }, 'cases:work')).body.code).toBe('scope-missing')
    expect((await ask({ overlays }, 'admin', { entity: 'cisa' })).body.code).toBe('scope-missing')
    expect((await ask({ overlays: [closing('2027-01-04')] })).body).toMatchObject({
      ...{ status: 422, code: 'calendar-refused', reason: 'overlay-outside-validity' },
      field: 'body.overlays[0].closed[0].date',
    })
    expect((await ask({ overlays: [yaml('2026-12-01'), yaml('2027-01-04')] })).body).toMatchObject({
      ...{ code: 'calendar-refused', field: 'body.overlays[1].closed[0].date', line: 5 },
    })
    expect((await ask({ overlays: 3 })).body).toMatchObject({ status: 400, field: 'body.overlays' })
    expect((await ask({ overlays, at: 'mañana' })).body).toMatchObject({ status: 400, field: 'body.at' })
    expect((await ask({ overlays, entity: 'nadie' })).body).toMatchObject({
      ...{ status: 422, code: 'name-unknown', field: 'body.entity', detail: `Los que hay son: ${entity}.` },
    })
    expect(await facts()).toBe(before)
  })
})
