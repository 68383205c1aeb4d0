import { randomUUID } from 'node:crypto'
import type { JsonObject } from '@ventanilla/decider'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { streamOf } from '../src/commands/stream.ts'
import { token } from './support/issuer.ts'
import { adapterToken, openWorld, type World } from './support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const asked = async (query = '') => (await world.call.get(`/v1/conformance${query}`)).body

/** Writes into the log past every rule, as only somebody at the database could. */
async function byHand(caseId: string, type: string, data: object): Promise<void> {
  const { version } = await world.service.log.stream(streamOf(caseId))
  const event = { id: randomUUID(), type, at: world.clock.now(), data: { caseId, ...data } as JsonObject }
  await world.service.log.write('icetex', {
    appends: [{ stream: streamOf(caseId), expected: version, actor: 'mano', events: [event] }],
  })
}

const jump = {
  ...{ transition: 'cerrar', from: 'radicada', to: 'cerrada', reason: 'Caso cerrado' },
  ...{ clock: 'ends', final: true, on: '2026-11-23', action: 'close', timed: [] },
}

it('tells of the paths that cases took, and of each that was put in by hand', async () => {
  const straight = [await world.file(), await world.file()]
  for (const caseId of straight) {
    await world.call.move(caseId, { action: 'answer', outcome: 'parcial' })
    await world.call.move(caseId, { action: 'close' })
  }
  const told = await world.file()
  const answer = { action: 'answer', outcome: 'parcial', on: '2026-11-19', recordedBy: 'archivo.csv' }
  await world.call.move(told, answer, { token: adapterToken })
  const banner = await world.file({
    procedure: 'publicaciones',
    kind: 'contenidos-web',
    channel: 'gestor-de-servicios',
  })
  await world.settled()

  const whole = await asked()
  expect(whole.deviations).toEqual([])
  expect(whole).toMatchObject({ cases: 4, total: 4, recorded: expect.any(Number) })
  expect(whole.recorded).toBeGreaterThan(0)
  const pqrsd = whole.procedures.find(({ procedure }: { procedure: string }) => procedure === 'pqrsd')
  const most = pqrsd.paths.find(({ cases }: { cases: number }) => cases === 2)
  expect(most.states.at(-1)).toBe('cerrada')
  expect(straight).toContain(most.example)
  expect(pqrsd.transitions.some(({ made }: { made: number }) => made === 0)).toBe(true)
  expect((await asked('?procedure=publicaciones')).procedures).toMatchObject([
    {
      procedure: 'publicaciones',
      version: 1,
      cases: 1,
      paths: [{ states: ['registrado'], example: banner }],
    },
  ])

  expect(await asked('?procedure=publicaciones&limit=1')).toMatchObject({ cases: 1, total: 1 })
  let cases = 0
  let cursor = ''
  do {
    const page = await asked(`?limit=1${cursor && `&cursor=${cursor}`}`)
    cases += page.cases
    cursor = page.next ?? ''
  } while (cursor !== '')
  expect(cases).toBe(4)
  const others = token('cases:read', { entity: 'cisa' })
  const own = await world.call.get('/v1/conformance?entity=icetex', { token: others })
  expect([own.status, own.body.code]).toEqual([403, 'scope-missing'])
  const ofToken = (await world.call.get('/v1/conformance', { token: others })).body
  expect(ofToken).toMatchObject({ status: 422, code: 'name-unknown' })
  expect(ofToken.field).toBeUndefined()
  for (const [query, field, known] of [
    ['?procedure=pqrs', 'query.procedure', 'pqrsd, publicaciones'],
    ['?entity=icetx', 'query.entity', 'icetex'],
  ])
    expect(await asked(query)).toMatchObject({
      ...{ status: 422, code: 'name-unknown', field, detail: expect.stringContaining(known ?? '') },
    })

  const { state, version } = (await world.call.get(`/v1/cases/${banner}`)).body
  const reopened = straight[0] ?? ''
  await byHand(banner, 'CaseMoved', { ...jump, from: state })
  await byHand(reopened, 'CaseAnswered', { on: '2026-11-23', flags: [] })
  await world.settled()
  const { deviations } = await asked()
  expect(deviations.filter(({ caseId }: { caseId: string }) => caseId === banner)).toMatchObject([
    { code: 'transition-unknown', version: version + 1, transition: 'cerrar', from: state, to: 'cerrada' },
  ])
  expect(deviations.filter(({ caseId }: { caseId: string }) => caseId === reopened)).toMatchObject([
    { code: 'answer-without-move' },
  ])
  expect(deviations.map(({ caseId }: { caseId: string }) => caseId).toSorted()).toEqual(
    [banner, reopened].toSorted(),
  )
})
