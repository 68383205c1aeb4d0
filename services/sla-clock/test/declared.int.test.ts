import { cp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { entitiesDir } from '@ventanilla/procedures'
import { describe, expect, it } from 'vitest'
import { clockIdOf } from '../src/commands/streams.ts'
import { answer, assigned, step } from './support/declared-events.ts'
import { declaredYaml, pqrsdFile } from './support/declared-procedure.ts'
import { acknowledgement, delivered } from './support/letter-events.ts'
import { caseId, entity, opened } from './support/routing-events.ts'
import { machine, start } from './support/service-world.ts'

const sunday = '2026-11-22T15:00:00.000Z'
const pathOf = (clock: string) => `/v1/clocks/${clockIdOf(caseId, clock)}`

/** The service under a procedure that declares clocks, and a case of it at the first level. */
async function withClocks() {
  const here = await machine()
  const entities = join(here.folder, 'entities')
  await cp(entitiesDir, entities, { recursive: true })
  await writeFile(join(entities, pqrsdFile), declaredYaml())
  const there = await start(here, sunday, { entities })
  await here.routing.tell(opened(1), assigned(2, 1, '2026-11-22'))
  await there.settled()
  /** What each clock was told to have reached, in the order in which that was written. */
  async function marksOf(clock: string) {
    const { events } = await there.service.log.stream(`clock/${clockIdOf(caseId, clock)}`)
    return events.flatMap(({ type, data, at }) =>
      type === 'ClockWarned' || type === 'ClockBreached' ? [`${String(data.rung ?? 'fin')} ${at}`] : [],
    )
  }
  const list = async (query = '') => {
    const { items } = (await there.get(`/v1/clocks?caseId=${caseId}${query}`)).body
    return items as { clock: string; state: string; due: string; rung: string | null }[]
  }
  return { ...here, ...there, marksOf, list }
}

describe('several clocks of a case, over HTTP', () => {
  it('are listed with their names, each with its own due date', async () => {
    const { list, routing, settled } = await withClocks()
    await routing.tell(step(3, 'llevar-al-defensor', '2026-11-22'), assigned(4, 2, '2026-11-22'))
    await settled()
    const items = await list()
    expect(new Map(items.map(({ clock, state, due }) => [clock, `${state} ${due}`]))).toEqual(
      new Map([
        ['legal', 'running 2026-12-14'],
        ['acuse', 'running 2026-11-24'],
        ['nivel-1', 'met 2026-11-24'],
        ['nivel-2', 'running 2026-11-27'],
        ['defensor', 'running 2026-12-02'],
      ]),
    )
    expect((await list('&state=met')).map(({ clock }) => clock)).toEqual(['nivel-1'])
  })

  it('are each explained, and certified, by what they are', async () => {
    const { get, routing, settled } = await withClocks()
    await routing.tell(answer(3, '2026-11-22'), step(4, 'responder:asignada', '2026-11-22'))
    await settled()
    for (const [clock, name, due] of [
      ['acuse', 'Acuse de recibo', '2026-11-24'],
      ['nivel-1', 'Nivel 1', '2026-11-24'],
      ['encuesta', 'Encuesta de servicio', '2026-11-25'],
    ] as const) {
      const { body } = await get(`${pathOf(clock)}/explanation`)
      expect(body, clock).toMatchObject({ clock, name, due, caseId })
      expect(body.summary).toContain(`«${name}» empezó el domingo 22 de noviembre de 2026.`)
      expect(body.explanation[0]).toMatchObject({
        ...{ date: '2026-11-22', counted: false, why: `empieza «${name}»: se cuenta desde el día siguiente` },
      })
      expect(body.explanation.at(-1)).toMatchObject({ date: due, counted: true })
      expect((await get(pathOf(clock))).body).toMatchObject({ clock, name })
      expect((await get(`${pathOf(clock)}/certificate`)).body.certificate.clock).toMatchObject({
        name: clock,
      })
    }
    expect((await get(`${pathOf('legal')}/explanation`)).body).not.toHaveProperty('name')
    expect((await get(pathOf('nivel-3'))).body).toMatchObject({ status: 404, code: 'clock-not-started' })
  })

  it('are extended as their regimes say', async () => {
    const { post } = await withClocks()
    const extend = (clock: string) => post(`${pathOf(clock)}/extensions`, { amount: 1, reason: 'Motivo' })
    expect((await extend('nivel-1')).body).toMatchObject({ code: 'extension-not-allowed' })
    expect((await extend('acuse')).body).toMatchObject({ due: '2026-11-25' })
  })
})

describe('marks of several clocks', () => {
  it('are told each once, in order, at their own instants, after business time has jumped', async () => {
    const { advance, marksOf, list } = await withClocks()
    await advance('2026-12-11T15:00:00.000Z')
    const day = (on: string) => `${on}T05:00:00.000Z`
    const told = {
      legal: [`amarillo ${day('2026-12-02')}`, `rojo ${day('2026-12-10')}`],
      acuse: [`rojo ${day('2026-11-24')}`, `fin ${day('2026-11-25')}`],
      'nivel-1': [`rojo ${day('2026-11-24')}`, `fin ${day('2026-11-25')}`],
    }
    for (const [clock, marks] of Object.entries(told)) expect(await marksOf(clock), clock).toEqual(marks)
    await advance('2026-12-12T15:00:00.000Z')
    for (const [clock, marks] of Object.entries(told)) expect(await marksOf(clock), clock).toEqual(marks)
    expect((await list()).find(({ clock }) => clock === 'legal')).toMatchObject({
      ...{ state: 'running', due: '2026-12-14', rung: 'rojo' },
    })
  })

  it('wait for the services that may tell what meets the clock, and for no other', async () => {
    const { clock, service, routing, notification, settled, marksOf, advance } = await withClocks()
    const [marks] = service.jobs
    notification.silentFrom(sunday)
    clock.advance('2026-11-25T06:00:00.000Z')
    const before = ['rojo 2026-11-24T05:00:00.000Z', 'fin 2026-11-25T05:00:00.000Z']
    await expect.poll(() => marksOf('nivel-1')).toEqual(before)
    await expect.poll(() => marks?.behind()).toBe(1)
    expect(await marksOf('acuse')).toEqual([])
    // It went out on its last day, and is heard when that is over.
    await notification.tell(delivered(1, acknowledgement, '2026-11-24'))
    notification.silentFrom()
    clock.advance('2026-11-25T07:00:00.000Z')
    await settled()
    expect(await marksOf('acuse')).toEqual(['rojo 2026-11-24T05:00:00.000Z'])
    // A case that ended while routing was silent has no clock that reaches anything after that.
    routing.silentFrom('2026-11-25T07:00:00.000Z')
    await routing.tell(step(3, 'anular-duplicada:asignada', '2026-11-25', { hour: '20' }))
    routing.silentFrom()
    await advance('2027-02-01T15:00:00.000Z')
    expect(await marksOf('legal')).toEqual([])
    expect(await marksOf('nivel-1')).toEqual(before)
  })

  it('are told of a clock that ended before all was known of it, and then no more is asked of it', async () => {
    const { service, routing, notification, clock, settled, marksOf, list, advance } = await withClocks()
    const [marks] = service.jobs
    notification.silentFrom(sunday)
    clock.advance('2026-11-26T16:00:00.000Z')
    await routing.tell(step(3, 'anular-duplicada:asignada', '2026-11-26'))
    await expect
      .poll(async () => (await list()).map(({ state }) => state))
      .toEqual(Array(3).fill('cancelled'))
    await expect.poll(() => marks?.behind()).toBe(1)
    expect(await marksOf('acuse')).toEqual([])
    notification.silentFrom()
    await settled()
    expect(await marksOf('acuse')).toEqual([
      ...['rojo 2026-11-24T05:00:00.000Z', 'fin 2026-11-25T05:00:00.000Z'],
    ])
    expect(await list('&state=cancelled')).toHaveLength(3)
    await advance('2026-12-30T16:00:00.000Z')
    expect(await marksOf('acuse')).toHaveLength(2)
    expect(await marks?.behind()).toBe(0)
  })

  it('tell the others which clock it is', async () => {
    const { service, advance } = await withClocks()
    await advance('2026-11-25T15:00:00.000Z')
    const events = await service.log.read(entity, 0, 100)
    const told = events.flatMap((event) => service.publications(event) ?? [])
    const starts = told.filter(({ type }) => type === 'ventanilla.sla-clock.ClockStarted.v2')
    expect(starts.map(({ data }) => 'clock' in data && data.clock)).toEqual(['legal', 'acuse', 'nivel-1'])
    const breached = told.filter(({ type }) => type === 'ventanilla.sla-clock.ClockBreached.v1')
    expect(breached.map(({ data }) => 'clockId' in data && data.clockId).sort()).toEqual(
      ['acuse', 'nivel-1'].map((name) => clockIdOf(caseId, name)).sort(),
    )
  })
})
