import { join } from 'node:path'
import { expect, it } from 'vitest'
import { token } from './support/issuer.ts'
import { withLaterVersion } from './support/later-version.ts'
import { openWorld, type World } from './support/world.ts'

/** The museum gives its loans at level 1 by skill and load. */
const entities = join(import.meta.dirname, 'fixtures/entities')
const scope = 'cases:read cases:work cases:supervise'
const boss = { token: token(scope, { entity: 'museo', subject: 'directora-1' }) }
const post = { area: 'registro', level: 1 }

const file = (world: World) =>
  world.file({ procedure: 'prestamos', kind: 'pieza', channel: 'correo' }, 'museo')
const say = (world: World, id: string, about: object = {}) =>
  world.call.put(`/v1/officers/${id}`, { attends: [post], capacity: 10, ...about }, boss)

async function holders(world: World, cases: readonly string[]): Promise<(string | undefined)[]> {
  await world.settled()
  return Promise.all(
    cases.map(async (caseId) => (await world.call.get(`/v1/cases/${caseId}`, boss)).body.officer),
  )
}
async function fileMany(world: World, many: number): Promise<string[]> {
  const cases: string[] = []
  for (let n = 0; n < many; n++) cases.push(await file(world))
  return cases
}

it('gives cases evenly to who can have them, once each, and tells why', async () => {
  await using world = await openWorld({ entities })
  for (const id of ['r-1', 'r-2', 'r-3']) await say(world, id)
  await say(world, 'r-4', { attends: [{ area: 'conservacion', level: 2 }] })
  const cases = await fileMany(world, 6)
  expect((await holders(world, cases)).toSorted()).toEqual(['r-1', 'r-1', 'r-2', 'r-2', 'r-3', 'r-3'])
  const [first = ''] = cases
  const { body } = await world.call.get(`/v1/cases/${first}/assignment`, boss)
  expect(body).toMatchObject({ rule: 'skill-and-load', by: 'service:routing', ...post })
  expect(body.decision).toMatchObject({ considered: 4, available: 3, weights: { skill: 1, load: 1 } })
  expect(body.decision.scores[0]).toMatchObject({ officer: body.officer, open: 0, load: 1000 })
  expect(body.why).toContain(`Se asignó a ${body.officer}: de 4 funcionarios 3 podían atenderlo`)

  const assigned = async (caseId: string) => {
    const { events } = await world.service.log.stream(`case/${caseId}`)
    return events.filter(({ type }) => type === 'CaseAssigned')
  }
  const job = world.service.jobs.find(({ name }) => name === 'distribution')
  await Promise.all([1, 2, 3].map(() => job?.step(AbortSignal.timeout(5_000))))
  for (const caseId of cases) expect(await assigned(caseId)).toHaveLength(2)
  const published = (await assigned(first)).map(world.service.publications)
  expect(published[1]?.data).toEqual({
    caseId: first,
    ...post,
    officer: body.officer,
    rule: 'skill-and-load',
  })
})

it('waits while nobody can, and gives the case when somebody can', async () => {
  await using world = await openWorld({ entities })
  await say(world, 'r-1', { capacity: 1 })
  const [one = '', two = ''] = await fileMany(world, 2)
  expect(await holders(world, [one, two])).toEqual(['r-1', undefined])
  const job = world.service.jobs.find(({ name }) => name === 'distribution')
  expect(await job?.behind(), 'nobody waits for what can’t be done').toBe(0)
  const waiting = await world.call.get(`/v1/cases/${two}/candidates`, boss)
  expect(waiting.body).toMatchObject({ ...post, items: [{ officer: 'r-1', open: 1, out: ['full'] }] })

  const away = { from: '2026-11-23', to: '2026-11-24', reason: 'permiso' }
  await world.call.post('/v1/officers/r-1/absences', away, boss)
  await say(world, 'r-1', { capacity: 9 })
  expect(await holders(world, [two])).toEqual([undefined])
  // Midnight alone changes who can.
  world.clock.advance('2026-11-25T14:00:00.000Z')
  expect(await holders(world, [two])).toEqual(['r-1'])
})

it('gives first what has priority, by a procedure that no code knows, and says so', async () => {
  await using world = await openWorld({ entities })
  const [early = '', middle = '', urgent = ''] = await fileMany(world, 3)
  const grant = { transition: 'apurar', form: { motivo: 'inauguracion', razones: 'Lo pidió María Ruiz' } }
  expect((await world.call.move(middle, grant, boss)).status).toBe(200)
  expect((await world.call.move(urgent, grant, boss)).status).toBe(200)
  // What was granted by mistake waits for its turn again.
  const back = await world.call.move(middle, { transition: 'esperar', note: 'Era otra pieza' }, boss)
  expect(back.body.priority).toEqual({
    ...{ is: 'withdrawn', ground: 'inauguracion', groundName: 'Se inaugura pronto' },
    ...{ on: '2026-11-23', by: 'directora-1' },
  })
  await say(world, 'r-1', { capacity: 1 })
  expect(await holders(world, [early, middle, urgent])).toEqual([undefined, undefined, 'r-1'])
  const { body } = await world.call.get(`/v1/cases/${urgent}/assignment`, boss)
  expect(body.why).toContain('Tenía atención prioritaria («Se inaugura pronto»): se repartió antes')
  expect(body.priority).toMatchObject({ is: 'granted', ground: 'inauguracion', by: 'directora-1' })
  await say(world, 'r-1', { capacity: 3 })
  expect(await holders(world, [early, middle])).toEqual(['r-1', 'r-1'])
  const usual = await world.call.get(`/v1/cases/${early}/assignment`, boss)
  expect([usual.body.priority, usual.body.why.includes('prioritaria')]).toEqual([undefined, false])

  const listed = await world.call.get('/v1/cases?entity=museo&priority=granted', boss)
  expect(listed.body.items.map(({ caseId }: { caseId: string }) => caseId)).toEqual([urgent])
  const { events } = await world.service.log.stream(`case/${urgent}`)
  expect(JSON.stringify(events)).not.toContain('María')
  const told = events.filter(({ type }) => type === 'CasePrioritySet').map(world.service.publications)
  expect(told.map((one) => one?.data)).toEqual([
    { caseId: urgent, is: 'granted', ground: 'inauguracion', on: '2026-11-23' },
  ])
})

it('leaves alone what somebody gave, what is over, and what comes to a level that is given by hand', async () => {
  await using world = await openWorld({ entities })
  const [given = '', closed = '', free = ''] = await fileMany(world, 3)
  const by = { ...post, officer: 'otra-1', note: 'Lo conoce' }
  expect((await world.call.post(`/v1/cases/${given}/assignment`, by, boss)).status).toBe(200)
  const over = { action: 'answer', outcome: 'a-favor-de-la-entidad', note: 'No se presta' }
  expect((await world.call.move(closed, over, boss)).status).toBe(200)
  await say(world, 'r-1')
  expect(await holders(world, [given, closed, free])).toEqual(['otra-1', undefined, 'r-1'])
  const { body } = await world.call.get(`/v1/cases/${given}/assignment`, boss)
  expect(body).toMatchObject({ rule: 'by-hand', officer: 'otra-1', by: 'directora-1' })
  expect(body.why).toBe('directora-1 lo asignó a mano a otra-1, el lunes 23 de noviembre de 2026.')
  // Given back to the area, it is given again.
  await world.call.post(`/v1/cases/${given}/assignment`, { ...post, note: 'Que lo tome quien pueda' }, boss)
  expect(await holders(world, [given])).toEqual(['r-1'])
})

it('goes by the version that a case lives under now', async () => {
  using folder = withLaterVersion(['levels: [1]', 'levels: [2]'])
  await using world = await openWorld({ entities: folder.entities })
  const [migrated = '', stays = ''] = await fileMany(world, 2)
  const admin = { token: token('admin', { subject: 'directora-1' }) }
  const order = { version: 2, note: 'Se atienden a mano' }
  expect((await world.call.post(`/v1/cases/${migrated}/migration`, order, admin)).status).toBe(200)
  await say(world, 'r-1')
  expect(await holders(world, [migrated, stays])).toEqual([undefined, 'r-1'])
})
