import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { clockIdOf, clockStream } from '../src/commands/streams.ts'
import { agreement, answeredOn, caseId, entity, moved, opened } from './support/routing-events.ts'
import { machine, start } from './support/service-world.ts'

const monday = '2026-11-23T14:00:00.000Z'
const clockId = clockIdOf(caseId, 'legal')
const clockPath = `/v1/clocks/${clockId}`

async function petition(now = monday) {
  const here = await machine()
  const world = await start(here, now)
  await here.routing.tell(opened(1))
  await world.settled()
  return { ...world, ...here }
}

describe('a clock over HTTP', () => {
  it('starts with its case, and explains its due date day by day', async () => {
    const { get } = await petition()
    const { body } = await get(clockPath)
    expect(body).toMatchObject({
      ...{
        clockId,
        caseId,
        entity,
        clock: 'legal',
        due: '2026-12-14',
        state: 'running',
        late: null,
        version: 1,
      },
      calendar: 'co@1',
    })
    expect(body.ahead).toHaveLength(3)
    const explained = await get(`${clockPath}/explanation`)
    expect(explained.body).toMatchObject({
      ...{ due: '2026-12-14', calendar: { id: 'co', version: 'co@1' }, regime: 'ley-1755' },
    })
    expect(explained.body.explanation.at(-1)).toMatchObject({ date: '2026-12-14', counted: true, total: 15 })
    expect(explained.body.summary).toContain('El término vence el lunes 14 de diciembre de 2026')
    // RFC 9562 section 4: an id is read in either case.
    expect((await get(`/v1/clocks/${clockId.toUpperCase()}/explanation`)).body).toEqual(explained.body)
  })

  it('is found by case and by entity, page by page', async () => {
    const { get, routing, settled } = await petition()
    const others = Array.from({ length: 4 }, (_, n) =>
      clockIdOf(`0000000${n}-0000-4000-8000-000000000000`, 'legal'),
    )
    for (let n = 0; n < 4; n++) {
      const subject = `0000000${n}-0000-4000-8000-000000000000`
      await routing.tell(opened(2 + n, undefined, subject))
    }
    await settled()
    const ofCase = await get(`/v1/clocks?caseId=${caseId}`)
    expect(ofCase.body.items.map((item: { clockId: string }) => item.clockId)).toEqual([clockId])
    expect(ofCase.body.next).toBeUndefined()
    const seen: string[] = []
    let next = ''
    do {
      const page = await get(`/v1/clocks?entity=${entity}&limit=2${next && `&cursor=${next}`}`)
      expect(page.body.items.length).toBeLessThanOrEqual(2)
      seen.push(...page.body.items.map((item: { clockId: string }) => item.clockId))
      next = page.body.next ?? ''
    } while (next)
    expect(seen).toEqual([clockId, ...others].sort())
    expect((await get('/v1/clocks?entity=icetex&state=met')).body.items).toEqual([])
    expect((await get('/v1/clocks?entity=icetex&cursor=xx')).body).toMatchObject({
      ...{ status: 400, code: 'validation-failed', field: 'query.cursor' },
    })
    expect((await get('/v1/clocks')).body).toMatchObject({ status: 400, field: 'query.entity' })
  })

  it('tells apart who may see it', async () => {
    const { get } = await petition()
    expect((await get(clockPath, 'filings:write')).body.code).toBe('scope-missing')
    expect((await get(clockPath, 'cases:read', { entity: 'cisa' })).body.code).toBe('scope-missing')
    expect((await get(clockPath, 'cases:read', { entity })).status).toBe(200)
    expect((await get(clockPath, 'admin')).status).toBe(200)
    expect((await get(`/v1/clocks?caseId=${caseId}`, 'cases:read', { entity: 'cisa' })).body.items).toEqual(
      [],
    )
    const unknown = await get(`/v1/clocks/${clockIdOf(caseId, 'otro')}`)
    expect(unknown.body).toMatchObject({ status: 404, code: 'clock-not-started' })
  })

  it('shows in its list what its stream says', async () => {
    const { get, routing, settled, advance } = await petition()
    await routing.tell(moved(2, 'requerir', '2026-11-26'))
    await advance('2026-11-26T15:00:00.000Z')
    const paused = (await get(`/v1/clocks?caseId=${caseId}`)).body.items[0]
    expect(paused).toMatchObject({ state: 'paused', due: null, pausedOn: '2026-11-26' })
    expect((await get(`${clockPath}/explanation`)).body).toMatchObject({ due: null, state: 'paused' })
    await routing.tell(moved(3, 'completar', '2026-12-03'), answeredOn(4, '2026-12-22'))
    await advance('2026-12-22T15:00:00.000Z')
    await settled()
    const { items } = (await get(`/v1/clocks?caseId=${caseId}`)).body
    const one = (await get(clockPath)).body
    expect(items[0]).toMatchObject({ state: 'met', due: '2026-12-21', endedOn: '2026-12-22', late: true })
    for (const field of ['state', 'due', 'late', 'endedOn', 'pausedOn', 'received', 'extension', 'calendar'])
      expect(items[0][field], field).toEqual(one[field])
  })
})

describe('an explanation as of an instant', () => {
  const explained = (asOf: string) => `${clockPath}/explanation?asOf=${encodeURIComponent(asOf)}`

  it('answers what was known then, and the same again once more is known', async () => {
    const { get, routing, advance, service } = await petition()
    const first = (await get(`${clockPath}/explanation`)).body
    await routing.tell(moved(2, 'requerir', '2026-11-26'))
    await advance('2026-11-26T15:00:00.000Z')
    await routing.tell(moved(3, 'completar', '2026-12-03'), answeredOn(4, '2026-12-22'))
    await advance('2026-12-22T15:00:00.000Z')
    const { events } = await service.log.stream(clockStream(clockId))
    const recorded = (type: string) => events.find((event) => event.type === type)?.recordedAt ?? ''
    expect((await get(explained(recorded('ClockStarted')))).body).toEqual(first)
    expect((await get(explained(recorded('ClockPaused')))).body).toMatchObject({ due: null, state: 'paused' })
    const last = (await get(`${clockPath}/explanation`)).body
    expect(last).toMatchObject({ state: 'met', late: true })
    expect((await get(explained(events.at(-1)?.recordedAt ?? ''))).body).toEqual(last)
    // The hour of Bogotá, as the law and people have it.
    const bogota = new Date(Date.parse(recorded('ClockPaused')) - 5 * 3_600_000).toISOString().slice(0, -1)
    expect((await get(explained(bogota))).body).toMatchObject({ state: 'paused' })
  })

  it('says what it can not answer', async () => {
    const { get, service } = await petition()
    const [started] = (await service.log.stream(clockStream(clockId))).events
    const before = new Date(Date.parse(started?.recordedAt ?? '') - 1).toISOString()
    expect((await get(explained(before))).body).toMatchObject({
      ...{ status: 422, code: 'as-of-before-clock', field: 'query.asOf' },
      detail: `De este término se sabe desde ${started?.recordedAt}.`,
    })
    expect((await get(explained('2149-01-01T00:00:00Z'))).body).toMatchObject({
      ...{ status: 422, code: 'as-of-in-future', field: 'query.asOf' },
    })
    for (const text of ['ayer', '2026-02-30', '2026-11-26T25:00', ''])
      expect((await get(explained(text))).body, text).toMatchObject({
        ...{ status: 400, code: 'validation-failed', field: 'query.asOf' },
      })
  })

  it('tells nothing of another entity', async () => {
    const { get } = await petition()
    const other = await get(explained('1990-01-01'), 'cases:read', { entity: 'cisa' })
    expect(other.body.code).toBe('scope-missing')
  })
})

describe('marks', () => {
  it('are told in order and once after business time has jumped, at their own instants', async () => {
    const { advance, marks, get, service } = await petition()
    await advance('2027-01-20T15:00:00.000Z')
    const told = [
      'amarillo 2026-12-02T05:00:00.000Z',
      'rojo 2026-12-10T05:00:00.000Z',
      'fin 2026-12-15T05:00:00.000Z',
    ]
    expect(await marks()).toEqual(told)
    expect((await get(clockPath)).body).toMatchObject({ state: 'breached', ahead: [] })
    expect((await get(`/v1/clocks?entity=${entity}`)).body.items[0]).toMatchObject({
      ...{ state: 'breached', rung: 'rojo' },
    })
    await advance('2027-02-20T15:00:00.000Z')
    expect(await marks()).toEqual(told)
    expect(await service.jobs[0]?.behind()).toBe(0)
  })

  it('are told after a night off as if nobody had been away', async () => {
    const here = await machine()
    const before = await start(here, monday)
    await here.routing.tell(opened(1))
    await before.settled()
    await before.running.close()
    const after = await start(here, '2026-12-10T15:00:00.000Z')
    await after.settled()
    expect(await after.marks()).toEqual([
      'amarillo 2026-12-02T05:00:00.000Z',
      'rojo 2026-12-10T05:00:00.000Z',
    ])
  })

  it('wait for the facts: an hour of silence with an answer on its way writes no false breach', async () => {
    const { routing, clock, running, marks, get, service } = await petition()
    await clock.advance('2026-12-14T20:00:00.000Z')
    await running.settled(60_000)
    // Answered on the last day; routing falls silent before anybody hears of it, and the day ends.
    routing.silentFrom('2026-12-14T20:00:00.000Z')
    clock.advance('2026-12-15T06:00:00.000Z')
    await expect.poll(() => service.jobs[0]?.behind()).toBe(1)
    for (let look = 0; look < 5; look++) await service.jobs[0]?.step(AbortSignal.timeout(1_000))
    expect(await marks()).toEqual(['amarillo 2026-12-02T05:00:00.000Z', 'rojo 2026-12-10T05:00:00.000Z'])
    await routing.tell(answeredOn(2, '2026-12-14'))
    routing.silentFrom()
    clock.advance('2026-12-15T07:00:00.000Z')
    await running.settled(60_000)
    expect(await marks()).toHaveLength(2)
    expect((await get(clockPath)).body).toMatchObject({ state: 'met', late: false })
  })

  it('are not told where nobody listens to routing: deadlines wait', async () => {
    const here = await machine()
    const before = await start(here, monday)
    await here.routing.tell(opened(1))
    await before.settled()
    await before.running.close()
    const alone = await start(here, '2027-01-20T15:00:00.000Z', { alone: true })
    const [job] = alone.service.jobs
    expect(await job?.step(AbortSignal.timeout(1_000))).toBe(false)
    expect(await job?.behind()).toBe(1)
    expect(await alone.marks()).toEqual([])
  })
})

describe('an agreement between areas', () => {
  it('is fulfilled when its request is closed', async () => {
    const here = await machine()
    const { get, settled } = await start(here, '2026-12-30T15:00:00.000Z')
    await here.routing.tell(opened(1, [agreement]), moved(2, 'solucionar', '2026-12-10'))
    await here.routing.tell(moved(3, 'cerrar-validado', '2026-12-30'))
    await settled()
    const { body } = await get(`/v1/clocks/${clockIdOf(caseId, 'ans')}`)
    expect(body).toMatchObject({ state: 'met', late: false })
  })
})

describe('calendars', () => {
  const yaml = (date: string) => `calendar: propio
base: co
valid: { from: 2026-01-01, to: 2026-12-31 }
closed:
  - { date: ${date}, by: Resolución 12 }
`
  it('are versions: a file that changes leaves what was counted as it was', async () => {
    const here = await machine()
    const calendars = join(here.folder, 'propio.yaml')
    await writeFile(calendars, yaml('2026-11-30'))
    const before = await start(here, monday, { calendars })
    await here.routing.tell(opened(1))
    await before.settled()
    const explained = (await before.get(`${clockPath}/explanation`)).body
    expect(explained).toMatchObject({ due: '2026-12-15', calendar: { id: 'propio' } })
    await before.running.close()

    await writeFile(calendars, yaml('2026-12-01'))
    const after = await start(here, monday, { calendars })
    expect((await after.get(`${clockPath}/explanation`)).body).toEqual(explained)
    const { items } = (await after.get(`/v1/calendars?entity=${entity}`)).body
    expect(items).toHaveLength(2)
    expect(items[0].version).toBe(explained.calendar.version)
    const one = await after.get(`/v1/calendars/propio/${encodeURIComponent(items[0].version)}`)
    expect(one.body.definition.overlays[0].closed).toEqual([{ date: '2026-11-30', by: 'Resolución 12' }])
    expect((await after.get('/v1/calendars/propio/propio@0')).body.code).toBe('calendar-unknown')
  })

  it('that cannot be used keep the service from starting, and say where they are wrong', async () => {
    const here = await machine()
    const calendars = join(here.folder, 'malo.yaml')
    await writeFile(calendars, yaml('2027-01-04'))
    await expect(start(here, monday, { calendars })).rejects.toThrow(
      /malo\.yaml:5 no sirve: .*overlay-outside-validity/s,
    )
    await expect(start(here, monday, { calendars: join(here.folder, 'ninguno.yaml') })).rejects.toThrow(
      /no se pudo leer .*ninguno\.yaml \(ENOENT\)/,
    )
  })
})
