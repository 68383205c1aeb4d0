import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { token } from './support/issuer.ts'
import { openWorld, type World } from './support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const boss = {
  token: token('cases:read cases:work cases:supervise', { entity: 'icetex', subject: 'jefa-1' }),
}
const body = { attends: [{ area: 'grupo-gestion-servicio', level: 2 }], capacity: 20 }
const everything = { kinds: [], themes: [], products: [], channels: [] }

async function listed(officer: string) {
  await world.settled()
  const reply = await world.call.get('/v1/officers', boss)
  expect(reply.status).toBe(200)
  return reply.body.items.find((one: { officer: string }) => one.officer === officer)
}

describe('officers', () => {
  it('are said whole, and listed with the cases that they have open', async () => {
    const url = '/v1/officers/agente-7'
    const first = await world.call.put(url, body, boss)
    const told = { officer: 'agente-7', entity: 'icetex', ...body, skills: everything, inService: true }
    expect([first.status, first.body]).toEqual([200, { ...told, absences: [] }])
    expect((await world.call.put(url, body, boss)).body).toEqual(first.body)
    expect((await world.service.log.stream('officer/icetex/agente-7')).version).toBe(1)

    const [open, closed] = [await world.file(), await world.file()]
    for (const caseId of [open, closed]) {
      const to = { ...body.attends[0], officer: 'agente-7', note: 'Es suyo' }
      expect((await world.call.post(`/v1/cases/${caseId}/assignment`, to)).status).toBe(200)
    }
    const moves: Record<string, string>[] = [{ action: 'start' }, { action: 'answer', outcome: 'parcial' }]
    for (const move of [...moves, { action: 'close' }])
      expect((await world.call.move(closed, move)).status).toBe(200)
    expect(await listed('agente-7')).toEqual({ ...told, absences: [], open: 1 })
  })

  it('are away from a day to a day, once however often it is told, until it is withdrawn', async () => {
    const url = '/v1/officers/agente-8'
    const vacation = { from: '2026-11-20', to: '2026-11-23', reason: 'vacaciones' }
    const unknown = await world.call.post(`${url}/absences`, vacation, boss)
    expect([unknown.status, unknown.body.code]).toEqual([404, 'officer-unknown'])
    await world.call.put(url, body, boss)
    const keyed = { ...boss, headers: { 'idempotency-key': 'vacaciones-8' } }
    const told = await world.call.post(`${url}/absences`, vacation, keyed)
    const again = await world.call.post(`${url}/absences`, vacation, keyed)
    expect([told.status, again.body, again.headers.get('idempotency-replayed')]).toEqual([
      ...[201, told.body, 'true'],
    ])
    const other = await world.call.post(`${url}/absences`, { ...vacation, to: '2026-11-24' }, keyed)
    expect(other.body.code).toBe('idempotency-key-reused')
    const id = told.body.absence
    // The world stands on 23 November, its last day.
    expect((await listed('agente-8')).absent).toEqual({ id, ...vacation, redistribute: false })
    expect((await world.call.remove(`${url}/absences/${id}`, boss)).body.absences).toEqual([])
    expect((await listed('agente-8')).absent).toBeUndefined()
    expect((await world.call.remove(`${url}/absences/${id}`, boss)).body.code).toBe('absence-unknown')
    const backwards = { ...vacation, to: '2026-11-19' }
    expect((await world.call.post(`${url}/absences`, backwards, boss)).body.code).toBe('validation-failed')
  })

  it('are told of by who supervises, of their own entity, and never by name', async () => {
    const agent = await world.call.put('/v1/officers/agente-9', body)
    expect([agent.status, agent.body.code]).toEqual([403, 'scope-missing'])
    const foreign = await world.call.put('/v1/officers/agente-9?entity=cisa', body, boss)
    expect([foreign.status, foreign.body.code]).toEqual([403, 'scope-missing'])
    const named = await world.call.put('/v1/officers/Ana%20Ruiz', body, boss)
    expect([named.status, named.body.code]).toEqual([400, 'validation-failed'])
    const nowhere = await world.call.get('/v1/officers', { token: token('cases:read') })
    expect([nowhere.status, nowhere.body.field]).toEqual([400, 'query.entity'])
    const cafe = { ...body, attends: [{ area: 'cafeteria', level: 1 }] }
    const wrong = await world.call.put('/v1/officers/agente-9', cafe, boss)
    expect([wrong.status, wrong.body.code]).toEqual([422, 'area-unknown'])
  })

  it('are told to nobody else', async () => {
    const { log, publications } = world.service
    const { events } = await log.stream('officer/icetex/agente-8')
    expect(events.map(publications)).toEqual(events.map(() => undefined))
    expect(events.length).toBeGreaterThan(2)
  })
})
