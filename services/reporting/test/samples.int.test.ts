import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bogotaInstant } from '@ventanilla/calendar'
import { entitiesDir } from '@ventanilla/procedures'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { caseId, publisher } from './facts.ts'
import { openWorld, type World } from './world.ts'

const folder = mkdtempSync(join(tmpdir(), 'ventanilla-samples-'))
let world: World
const order = { entity: 'icetex', procedure: 'pqrsd', month: '2024-02' }
const draw = (body: object = order, more = {}) =>
  world.request('POST', '/v1/samples', body, { scope: 'extracts:read', ...more })

beforeAll(async () => {
  const own = join(folder, 'icetex/procedures')
  mkdirSync(own, { recursive: true })
  cpSync(join(entitiesDir, 'icetex/entity.yaml'), join(folder, 'icetex/entity.yaml'))
  cpSync(join(entitiesDir, 'icetex/procedures/pqrsd.yaml'), join(own, 'pqrsd.yaml'))
  appendFileSync(
    join(own, 'pqrsd.yaml'),
    '\nsample: { share: 25, atLeast: 2, source: Documento de prueba }\n',
  )
  const now = bogotaInstant('2024-03-04', '08:00')
  world = await openWorld(now, { ENTITIES_DIR: folder })
  const tell = publisher()
  const told = Array.from({ length: 12 }, (_, n) => {
    const at = bogotaInstant('2024-02-01', '10:00')
    const day = `2024-02-${n + 10}`
    return [
      ...[tell.filed(caseId(n), at), tell.numbered(caseId(n), at, n), tell.opened(caseId(n), at)],
      ...[tell.started(caseId(n), '2024-02-01', '2024-02-15'), tell.answered(caseId(n), day)],
      ...[tell.moved(caseId(n), day, 'respondida'), tell.met(caseId(n), day, '2024-02-15')],
    ]
  })
  await world.hear(told.flat())
  expect((await draw()).json.code).toBe('journal-behind')
  world.reach(now)
  await world.settled()
})
afterAll(async () => {
  await world?.[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

it('is drawn over HTTP, reviewed case by case, and drawn again by who doubts it', async () => {
  const first = await draw()
  expect(first.status).toBe(201)
  expect(first.json).toMatchObject({
    ...{
      ...order,
      population: 12,
      size: 3,
      reviewed: 0,
      complied: 0,
      drawnBy: 'user:analista-3',
      promised: null,
    },
    rule: { version: 1, share: 25, atLeast: 2 },
  })
  expect(first.json.cases).toHaveLength(3)
  for (const { caseId: id, late, endedOn, radicado, review } of first.json.cases) {
    const n = Array.from({ length: 12 }, (_, at) => caseId(at)).indexOf(id)
    expect([n, late, endedOn, radicado, review]).toEqual([
      ...[n, n + 10 > 15, `2024-02-${n + 10}`, `ICX-2024-${String(n).padStart(6, '0')}`, null],
    ])
  }
  const again = await draw()
  expect([again.status, again.json]).toEqual([200, first.json])

  const path = `/v1/samples/${first.json.sampleId}`
  const worker = { scope: 'cases:work' }
  const [one, other] = first.json.cases.map((found: { caseId: string }) => found.caseId)
  const review = (body: object, more = worker) => world.request('POST', `${path}/reviews`, body, more)
  const said = { caseId: one, complied: false, evidence: ['sha256:ab12'] }
  expect((await review(said)).json).toMatchObject({ reviewed: 1, complied: 0 })
  await review(said)
  await review({ ...said, complied: true })
  const { json } = await review({ caseId: other, complied: false })
  expect(json).toMatchObject({ reviewed: 2, complied: 1 })
  expect(json.cases[0].review).toEqual({ complied: true, evidence: ['sha256:ab12'], by: 'analista-3' })
  const { events } = await world.service.log.stream(`sample/${first.json.sampleId}`)
  expect(events.map(({ type }) => type)).toEqual(['SampleDrawn', ...Array(3).fill('SampleReviewed')])

  const outside = Array.from({ length: 12 }, (_, n) => caseId(n)).find(
    (id) => !json.cases.some((found: { caseId: string }) => found.caseId === id),
  )
  expect((await review({ caseId: outside, complied: true })).json).toMatchObject({
    status: 422,
    code: 'case-not-in-sample',
  })
  expect((await review({ ...said, evidence: ['dijo que no'] })).json.code).toBe('validation-failed')
  expect((await review(said, { scope: 'cases:read' })).json.code).toBe('scope-missing')

  expect((await world.request('GET', `${path}/verification`)).json).toEqual({
    samePopulation: true,
    sameCases: true,
  })
  expect((await world.request('GET', path)).json).toEqual(json)
  const { json: year } = await world.request('GET', '/v1/samples?entity=icetex&procedure=pqrsd&year=2024')
  expect(year.items).toMatchObject([{ month: '2024-02', reviewed: 2, complied: 1 }])
})

it('is refused with what is wrong', async () => {
  expect((await draw({ ...order, month: '2024-03' })).json).toMatchObject({
    status: 409,
    code: 'month-not-over',
    field: 'body.month',
  })
  expect((await draw({ ...order, procedure: 'otro' })).json.code).toBe('sample-not-asked')
  expect((await draw(order, { entity: 'cisa' })).json.code).toBe('scope-missing')
  expect((await draw(order, { scope: 'cases:work' })).json.code).toBe('scope-missing')
  const nobodys = '/v1/samples/00000000-0000-4000-8000-000000000000'
  expect((await world.request('GET', nobodys)).json).toMatchObject({ status: 404, code: 'sample-not-drawn' })
})
