import { addDays, bogotaInstant, type LocalDate } from '@ventanilla/calendar'
import type { PublicEvent } from '@ventanilla/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { caseId, publisher } from './facts.ts'
import { openWorld, type World } from './world.ts'

/** A Tuesday. */
const TODAY: LocalDate = '2024-02-20'
const [SLOW, NEXT] = ['gestion-operaciones', 'otorgamiento-productos']

interface Item {
  caseId: string
  area: string | null
  due: string | null
  before: { state: string; endedOn: string | null }
  after: { state: string; endedOn: string | null }
  movedBy: number | null
}

/** One filed and given to an area on a day, and what becomes of it. */
function life(
  n: number,
  received: LocalDate,
  due: LocalDate,
  area: string,
  more: (id: string) => PublicEvent[] = () => [],
) {
  const id = caseId(n)
  const at = bogotaInstant(received, '09:00')
  return [
    ...[tell.filed(id, at), tell.opened(id, at), tell.assigned(id, at, area)],
    ...[tell.started(id, received, due), ...more(id)],
  ]
}
const tell = publisher()
const answered = (day: LocalDate, due: LocalDate) => (id: string) => [
  ...[tell.answered(id, day), tell.moved(id, day, 'respondida'), tell.met(id, day, due)],
]

/**
 * Eight come to the slow area on Thursday 1 February and leave it one a business day, from the 2nd to the 13th. One
 * goes on to the next area, where it is two days, and one waits for its petitioner from the 9th to the 14th.
 */
function told(): PublicEvent[] {
  const days = ['2024-02-02', '2024-02-05', '2024-02-06', '2024-02-07', '2024-02-08', '2024-02-09']
  return [
    ...days
      .slice(0, 4)
      .flatMap((day, n) => life(n, '2024-02-01', '2024-02-06', SLOW, answered(day, '2024-02-06'))),
    ...life(4, '2024-02-01', '2024-02-09', SLOW, (id) => [
      tell.assigned(id, bogotaInstant('2024-02-08', '15:00'), NEXT),
      ...answered('2024-02-12', '2024-02-09')(id),
    ]),
    ...life(5, '2024-02-01', '2024-02-19', SLOW, (id) => [
      ...[tell.moved(id, '2024-02-09', 'requerida', { clock: 'stops' }), tell.paused(id, '2024-02-09')],
      ...[
        tell.moved(id, '2024-02-14', 'en-tramite', { clock: 'runs' }),
        tell.resumed(id, '2024-02-14', '2024-02-19'),
      ],
      ...answered('2024-02-20', '2024-02-19')(id),
    ]),
    // The other area's own.
    ...life(6, '2024-02-01', '2024-02-09', NEXT, answered('2024-02-09', '2024-02-09')),
    // Still waiting, long past its due date.
    ...life(7, '2024-02-01', '2024-02-15', SLOW),
    // Came after the period.
    ...life(8, '2024-02-19', '2024-03-11', SLOW),
    ...life(9, '2024-02-01', '2024-02-05', SLOW, (id) => [
      ...[tell.moved(id, '2024-02-06', 'anulada', { final: true }), tell.cancelled(id, '2024-02-06')],
    ]),
  ]
}

describe('cases under another staffing', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(bogotaInstant(TODAY, '16:00'))
    await world.hear(told())
    await world.settled()
  })
  afterAll(() => world?.[Symbol.asyncDispose]())

  const asked = { entity: 'icetex', from: '2024-02-01', to: '2024-02-16' }
  const post = (body: object, more = {}) =>
    world.request('POST', '/v1/case-files/what-if', { ...asked, ...body }, more)
  const slow = (how: object) => ({ staffing: [{ area: SLOW, ...how }] })
  const item = (items: Item[], n: number) => items.find((one) => one.caseId === caseId(n))

  it('change nothing while it is the one that there was', async () => {
    for (const how of [{ percent: 100 }, { people: { before: 3, after: 3 } }]) {
      const { status, json } = await post({ ...slow(how), list: 'date' })
      expect(status, JSON.stringify(json)).toBe(200)
      expect(json).toMatchObject({ items: [], asOf: TODAY, period: { from: asked.from, to: asked.to } })
      expect(json.totals).toEqual({
        ...{ cases: 8, changed: 0, earlier: 0, later: 0, nowInTime: 0, nowLate: 0, states: [] },
      })
      const [area] = json.areas
      for (const measure of ['pace', 'left', 'stay', 'waiting'])
        expect(area[measure].after).toBe(area[measure].before)
    }
  })

  it('end earlier with twice the people, and what they gain they take along', async () => {
    const { json } = await post({ ...slow({ people: { before: 1, after: 2 } }), list: 'date' })
    expect(item(json.items, 3)).toMatchObject({
      ...{ kind: 'reclamo', area: SLOW, due: '2024-02-06', movedBy: -2 },
      before: { state: 'late', endedOn: '2024-02-07' },
      after: { state: 'in-time', endedOn: '2024-02-05' },
    })
    // Left on the 6th at three in the afternoon, so two and a half business days earlier.
    expect(item(json.items, 4)).toMatchObject({
      before: { state: 'late', endedOn: '2024-02-12' },
      after: { state: 'in-time', endedOn: '2024-02-08' },
    })
    // As long in the hands of who petitioned.
    expect(item(json.items, 5)).toMatchObject({ before: { state: 'late' }, after: { state: 'in-time' } })
    expect(item(json.items, 6)).toBeUndefined()
    expect(item(json.items, 8)).toBeUndefined()
    expect(item(json.items, 9)).toMatchObject({ before: { state: 'ended' }, after: { state: 'ended' } })
    expect(json.totals.nowInTime).toBeGreaterThanOrEqual(3)
    expect(json.totals.nowLate).toBe(0)
    const [area] = json.areas
    expect(area).toMatchObject({ area: SLOW, cases: 8, nowInTime: json.totals.nowInTime })
    expect(area.pace.after).toBeCloseTo(2 * area.pace.before, 1)
    expect(area.stay.after).toBeLessThan(area.stay.before)
  })

  it('end later with fewer, or not at all by now', async () => {
    const { json } = await post({ ...slow({ percent: 50 }) })
    expect(item(json.items, 1)).toMatchObject({
      before: { state: 'in-time', endedOn: '2024-02-05' },
      after: { state: 'late' },
    })
    expect(json.totals).toMatchObject({ earlier: 0, nowInTime: 0 })
    const nobody = (await post({ ...slow({ percent: 0 }) })).json
    expect(nobody.items.length).toBeGreaterThan(0)
    expect(item(nobody.items, 0)).toMatchObject({ after: { state: 'late' } })
  })

  it('are those that change state, or also those that only end on another day', async () => {
    const how = slow({ percent: 200 })
    const states: Item[] = (await post(how)).json.items
    const dates: Item[] = (await post({ ...how, list: 'date' })).json.items
    expect(states).toEqual(dates.filter(({ before, after }) => before.state !== after.state))
    expect(states.length).toBeLessThan(dates.length)
  })

  it('come by due date, however they are paged, with the totals on every page', async () => {
    const how = { ...slow({ percent: 200 }), list: 'date' }
    const whole = (await post({ ...how, limit: 500 })).json
    expect(whole.items.map(({ due }: Item) => due)).toEqual(
      whole.items.map(({ due }: Item) => due).toSorted(),
    )
    for (const limit of [1, 3]) {
      const paged: Item[] = []
      let cursor: string | undefined
      do {
        const { json } = await post({ ...how, limit, ...(cursor !== undefined && { cursor }) })
        expect(json.totals).toEqual(whole.totals)
        paged.push(...json.items)
        cursor = json.next
      } while (cursor !== undefined)
      expect(paged).toEqual(whole.items)
    }
  })

  it('can be tried by cases a day, where it is known how many there were', async () => {
    const { areas } = (await post({ ...slow({ percent: 100 }) })).json
    const { json } = await post({ ...slow({ perDay: 2 * areas[0].pace.before }) })
    expect(json.areas[0].pace.after).toBeCloseTo(2 * areas[0].pace.before, 1)
    const nobody = await post({ staffing: [{ area: 'grupo-gestion-servicio', perDay: 3 }] })
    expect(nobody.json).toMatchObject({
      ...{ status: 422, code: 'staffing-pace-unknown', field: 'body.staffing[0].perDay' },
    })
    const empty = await post({ staffing: [{ area: 'grupo-gestion-servicio', percent: 300 }] })
    expect(empty.json).toMatchObject({ items: [], totals: { cases: 0 }, areas: [{ stay: { before: null } }] })
  })

  it('are told of an entity whose definitions were taken away, and not of one that nobody has', async () => {
    const old = publisher('vieja')
    await world.hear([old.filed(caseId(90), bogotaInstant('2024-02-01', '09:00'))])
    await world.settled()
    const how = slow({ percent: 200 })
    expect(await post({ ...how, entity: 'vieja' })).toMatchObject({ status: 200, json: { items: [] } })
    const { json } = await post({ ...how, entity: undefined }, { entity: 'icetx' })
    expect(json).toMatchObject({ status: 422, code: 'name-unknown' })
    expect(json.field).toBeUndefined()
  })

  it('are shown to who may see them, and asked for as documented', async () => {
    const how = slow({ percent: 200 })
    expect((await post(how, { entity: 'cisa' })).json.code).toBe('scope-missing')
    expect((await post(how, { scope: 'cases:work' })).json.code).toBe('scope-missing')
    expect((await post(how, { scope: '' })).json.code).toBe('token-missing')
    expect((await post({ ...how, entity: undefined }, { entity: 'icetex' })).status).toBe(200)
    const refused = async (body: object) => (await post(body)).json
    expect(await refused({ staffing: [{ area: 'marte', percent: 1 }] })).toMatchObject({
      ...{ status: 422, code: 'staffing-area-unknown', field: 'body.staffing[0].area' },
      detail: expect.stringContaining(SLOW),
    })
    expect(await refused({ ...how, entity: 'icetx' })).toMatchObject({
      ...{ status: 422, code: 'name-unknown', field: 'body.entity' },
      detail: expect.stringContaining('icetex'),
    })
    const invalid = { code: 'validation-failed', status: 400 }
    expect(await refused({ staffing: [] })).toMatchObject({ ...invalid, field: 'body.staffing' })
    expect(await refused({ staffing: [{ area: SLOW }] })).toMatchObject(invalid)
    expect(await refused(slow({ percent: 10, perDay: 1 }))).toMatchObject({
      ...invalid,
      field: 'body.staffing[0].percent',
    })
    expect(await refused({ staffing: [...how.staffing, ...how.staffing] })).toMatchObject(invalid)
    expect(await refused({ ...how, to: addDays(TODAY, 1) })).toMatchObject({ ...invalid, field: 'body.to' })
    expect(await refused({ ...how, from: '2024-02-17' })).toMatchObject({ ...invalid, field: 'body.from' })
    expect(await refused({ ...how, cursor: 'abc' })).toMatchObject({ ...invalid, field: 'body.cursor' })
    expect(await refused({ ...how, entity: undefined })).toMatchObject({ ...invalid, field: 'body.entity' })
  })

  it('write nothing', async () => {
    const before = await world.service.log.heads()
    await post(slow({ percent: 300 }))
    expect(await world.service.log.heads()).toEqual(before)
  })
})
