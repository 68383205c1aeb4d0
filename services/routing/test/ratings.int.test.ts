import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openWorld, type World } from './support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
  // Wednesday, under the second version, which asks for a rating and counts it.
  world.clock.advance('2026-12-02T14:00:00.000Z')
})
afterAll(() => world[Symbol.asyncDispose]())

it('a rating is told in what indicators count; the words that come with it stay in the vault', async () => {
  const caseId = await world.file({ personRef: randomUUID() })
  const move = async (body: object) => {
    const { status, body: answer } = await world.call.post(`/v1/cases/${caseId}/moves`, body)
    expect(status, JSON.stringify(answer)).toBe(200)
  }
  await move({
    transition: 'responder',
    outcome: 'a-favor-del-usuario',
    theme: 'cartera',
    product: 'credito-pregrado',
  })
  await move({
    transition: 'pedir-calificacion',
    evidence: [{ id: 'constancia-de-comunicacion', ref: 'archivo:1' }],
  })
  await move({
    transition: 'cerrar-calificada',
    form: { satisfaccion: 4, claridad: 5, comentario: 'Me atendió doña Ana' },
  })
  const { events } = await world.service.log.stream(`case/${caseId}`)
  const told = events.filter(({ type }) => type === 'CaseMeasured')
  expect(told.map(({ data }) => data)).toEqual([
    { caseId, form: 'calificacion', values: { satisfaccion: 4 }, on: '2026-12-02' },
  ])
  expect(JSON.stringify(events)).not.toContain('Ana')
  await world.settled()
  expect((await world.call.get('/v1/conformance')).body.deviations).toEqual([])
})
