import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addDays, bogotaInstant } from '@ventanilla/calendar'
import type { PublicEvent } from '@ventanilla/contracts'
import { entitiesDir } from '@ventanilla/procedures'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { caseId, publisher } from './facts.ts'
import { openWorld, type World } from './world.ts'

const folder = mkdtempSync(join(tmpdir(), 'ventanilla-indicators-'))
const indicators = `
forms:
  - id: calificacion
    name: Calificación
    fields:
      - { id: satisfaccion, name: Satisfacción, type: integer, min: 1, max: 5 }
      - { id: resuelto, name: Resuelto, type: yes-no }
indicators:
  - { id: oportunidad, name: Oportunidad, formula: timeliness, unit: '%', target: 80, direction: up, dimension: area, source: A }
  - { id: tercer-nivel, name: Tercer nivel, formula: timeliness, unit: '%', target: 50, direction: up, kinds: [queja, reclamo], reached: 3, source: B }
  - { id: escalamiento, name: Escalamiento, formula: escalationEffectiveness, unit: '%', direction: up, source: C }
  - { id: satisfechos, name: Satisfechos, formula: satisfied, unit: '%', target: 60, direction: up, dimension: channel, field: { form: calificacion, id: satisfaccion }, atLeast: 4, source: F }
  - { id: resueltos, name: Resueltos, formula: satisfied, unit: '%', direction: up, field: { form: calificacion, id: resuelto }, source: F }
  - { id: calificacion, name: Calificación, formula: averageRating, unit: puntos, direction: up, field: { form: calificacion, id: satisfaccion }, source: F }
  - { id: calificaron, name: Calificaron, formula: rated, unit: casos, direction: up, kinds: [queja], field: { form: calificacion, id: satisfaccion }, source: F }
  - { id: nadie, name: Nadie, formula: averageRating, unit: puntos, direction: up, kinds: [denuncia], field: { form: calificacion, id: satisfaccion }, source: F }
  - { id: menos-quejas, name: Menos quejas, formula: decrease, unit: '%', target: 0, direction: up, kinds: [queja], dimension: channel, source: D }
  - { id: participacion, name: Participación, formula: share, unit: '%', target: 2, direction: down, kinds: [queja, reclamo], of: clientes-vigentes, source: E }
`
let world: World
/** Of April to June 2024, hand-counted below. */
const asked = '/v1/indicators/icetex/pqrsd?from=2024-04-01&to=2024-06-30'

interface Given {
  n: number
  on: string
  kind?: string
  levels: readonly number[]
  answered?: string
  channel?: string
  rated?: Record<string, number | boolean>[]
  procedure?: string
}

function told(tell: ReturnType<typeof publisher>, given: Given): PublicEvent[] {
  const {
    n,
    on,
    kind = 'queja',
    levels,
    answered,
    channel = 'virtual',
    procedure = 'pqrsd',
    rated = [],
  } = given
  const [id, at, due] = [caseId(n), bogotaInstant(on, '10:00'), addDays(on, 21)]
  return [
    ...[tell.filed(id, at, { kind, channel, procedure }), tell.opened(id, at, { kind, channel, procedure })],
    ...levels.map((level) => tell.assigned(id, at, `area-${level}`, level)),
    tell.started(id, on, due),
    ...rated.map((values) => tell.measured(id, on, values)),
    ...(answered === undefined
      ? []
      : [
          ...(answered > due ? [tell.breached(id, addDays(due, 1), due)] : []),
          ...[
            tell.answered(id, answered),
            tell.moved(id, answered, 'respondida'),
            tell.met(id, answered, due),
          ],
        ]),
  ]
}

beforeAll(async () => {
  const own = join(folder, 'icetex/procedures')
  mkdirSync(own, { recursive: true })
  cpSync(join(entitiesDir, 'icetex/entity.yaml'), join(folder, 'icetex/entity.yaml'))
  cpSync(join(entitiesDir, 'icetex/procedures/pqrsd.yaml'), join(own, 'pqrsd.yaml'))
  appendFileSync(join(own, 'pqrsd.yaml'), indicators)
  world = await openWorld(bogotaInstant('2024-07-15', '08:00'), { ENTITIES_DIR: folder })
  const tell = publisher()
  const soon = '2024-04-20'
  const late = '2024-05-31'
  const cases: Given[] = [
    { n: 1, on: '2024-04-10', levels: [1], answered: soon, rated: [{ satisfaccion: 5, resuelto: true }] },
    // Rated again: what was said last holds, and what isn't said any more is gone.
    {
      n: 2,
      on: '2024-04-10',
      levels: [1, 3],
      answered: soon,
      rated: [{ satisfaccion: 5, resuelto: true }, { satisfaccion: 2 }],
    },
    { n: 3, on: '2024-04-10', levels: [1, 3], answered: late },
    // In time, by a level to which it was given back: the escalation did nothing for it.
    {
      n: 4,
      on: '2024-04-10',
      kind: 'reclamo',
      levels: [1, 3, 2],
      answered: soon,
      rated: [{ satisfaccion: 4, resuelto: false }],
    },
    { n: 5, on: '2024-04-10', kind: 'consulta', levels: [1, 3], answered: late },
    { n: 6, on: '2024-06-30', levels: [1], channel: 'escrita' },
    // Of the quarter before, and of another procedure.
    ...[10, 11, 12, 13].map((n) => ({
      n,
      on: '2024-01-10',
      levels: [1],
      answered: '2024-01-20',
      rated: [{ satisfaccion: 1 }],
    })),
    { n: 20, on: '2024-04-10', levels: [1, 3], answered: soon, procedure: 'otro' },
  ]
  await world.hear(cases.flatMap((one) => told(tell, one)))
  await world.settled()
})
afterAll(async () => {
  await world?.[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

const read = async (path = asked) => {
  const { json } = await world.request('GET', path)
  return Object.fromEntries(json.indicators.map((one: { id: string }) => [one.id, one]))
}

it('are counted over the procedure, held against their targets', async () => {
  const found = await read()
  // Five answered, three of them in time.
  expect(found.oportunidad).toMatchObject({
    value: 60,
    target: 80,
    met: false,
    dimension: 'area',
    source: 'A',
  })
  expect(found.oportunidad.groups).toEqual([
    { key: 'area-1', value: 100, met: true },
    { key: 'area-2', value: 100, met: true },
    { key: 'area-3', value: 33.33, met: false },
  ])
  // Of quejas and reclamos that came to the third level: 2, 3 and 4, of which 3 was late.
  expect(found['tercer-nivel']).toMatchObject({
    value: 66.67,
    met: true,
    reached: 3,
    kinds: ['queja', 'reclamo'],
  })
  // Of 2, 3, 4 and 5 only 2 was answered in time where it had been escalated to.
  expect(found.escalamiento).toMatchObject({ value: 25, target: null, met: null, groups: [] })
})

it('count what people answered in a form, over who answered it', async () => {
  const found = await read()
  // Of the period 1 says 5, 2 says 2 in the end, and 4 says 4.
  expect(found.satisfechos).toMatchObject({ value: 66.67, met: true, atLeast: 4 })
  expect(found.satisfechos.groups).toEqual([{ key: 'virtual', value: 66.67, met: true }])
  expect(found.satisfechos.field).toEqual({ form: 'calificacion', id: 'satisfaccion' })
  expect(found.resueltos).toMatchObject({ value: 50 })
  expect(found.calificacion).toMatchObject({ value: 3.67, unit: 'puntos' })
  expect(found.calificaron).toMatchObject({ value: 2 })
  expect(found.nadie).toMatchObject({ value: null, groups: [] })
})

it('compare with the period before, and with what the entity states', async () => {
  const found = await read()
  // Four quejas, and four in the quarter before.
  expect(found['menos-quejas']).toMatchObject({
    ...{ value: 0, met: true, against: { value: 4, from: '2024-01-01', to: '2024-03-31' } },
    groups: [
      { key: 'virtual', value: 25, met: true },
      { key: 'escrita', value: null, met: null },
    ],
  })
  expect(found.participacion).toMatchObject({
    value: null,
    met: null,
    against: null,
    of: 'clientes-vigentes',
  })
  const admin = { scope: 'admin' }
  const state = (on: string, value: number, more = admin, name = 'clientes-vigentes') =>
    world.request('PUT', `/v1/denominators/icetex/${name}`, { on, value }, more)
  await state('2024-07-01', 1)
  await state('2024-03-31', 500)
  const said = await state('2024-03-31', 250)
  expect(said.json).toEqual({
    name: 'clientes-vigentes',
    values: [
      { on: '2024-03-31', value: 250 },
      { on: '2024-07-01', value: 1 },
    ],
  })
  // Five quejas and reclamos for 250.
  expect((await read()).participacion).toMatchObject({
    value: 2,
    met: true,
    against: { on: '2024-03-31', value: 250 },
  })
  expect((await state('2024-03-31', 9, { scope: 'cases:work' })).json.code).toBe('scope-missing')
  expect((await state('2024-03-31', 9, admin, 'otro')).json).toMatchObject({
    status: 404,
    code: 'denominator-unknown',
  })
  expect((await state('2024-03-31', -9)).json.code).toBe('validation-failed')
  const { events } = await world.service.log.stream('denominator/icetex/clientes-vigentes')
  expect(events).toHaveLength(3)
})

it('say nothing where there is nothing to say it of', async () => {
  const found = await read('/v1/indicators/icetex/pqrsd?from=2023-01-01&to=2023-01-31')
  const { calificaron, ...others } = found
  expect(calificaron.value).toBe(0)
  expect(new Set(Object.values(others).map((one) => (one as { value: unknown }).value))).toEqual(
    new Set([null]),
  )
  const refusal = async (path: string) => (await world.request('GET', path)).json.code
  expect(await refusal('/v1/indicators/icetex/otro?from=2023-01-01&to=2023-01-31')).toBe(
    'indicators-not-declared',
  )
  expect(await refusal('/v1/indicators/icetex/pqrsd?from=2024-01-02&to=2024-01-01')).toBe('period-reversed')
})
