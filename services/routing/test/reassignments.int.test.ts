import { expect, it } from 'vitest'
import { token } from './support/issuer.ts'
import { openWorld, type World } from './support/world.ts'

const scope = 'cases:read cases:work cases:supervise'
const boss = { token: token(scope, { entity: 'icetex', subject: 'jefa-1' }) }
const post = { area: 'grupo-gestion-servicio', level: 2 }
const note = 'Por las vacaciones'

/** Open cases of somebody at their post. */
async function held(world: World, officer: string, many: number): Promise<string[]> {
  const cases: string[] = []
  for (let n = 0; n < many; n++) {
    const caseId = await world.file({ kind: 'consulta' })
    const { status } = await world.call.post(
      `/v1/cases/${caseId}/assignment`,
      { ...post, officer, note },
      boss,
    )
    expect(status).toBe(200)
    cases.push(caseId)
  }
  await world.settled()
  // They came in at one instant: the order is that of their ids.
  return cases.sort()
}
const say = (world: World, id: string, about: object = {}) =>
  world.call.put(`/v1/officers/${id}`, { attends: [post], capacity: 10, ...about }, boss)
const ask = (world: World, body: object, headers: Record<string, string> = {}) =>
  world.call.post('/v1/reassignments', { note, ...body }, { ...boss, headers })
const officerOf = async (world: World, caseId: string) =>
  (await world.call.get(`/v1/cases/${caseId}`, boss)).body.officer
const close = async (world: World, caseId: string) => {
  for (const move of [{ action: 'answer', outcome: 'parcial' }, { action: 'close' }])
    expect((await world.call.move(caseId, move, boss)).status).toBe(200)
}

it('shows what it would do, does it as it was shown, once, and takes it back', async () => {
  await using world = await openWorld()
  const cases = await held(world, 'agente-7', 3)
  const [one = '', two = '', three = ''] = cases
  const wanted = { filter: { officer: 'agente-7' }, to: { officer: 'agente-8' } }
  const shown = await ask(world, { ...wanted, dryRun: true })
  expect([shown.status, shown.body.cases.length, shown.body.refused, shown.body.unchanged]).toEqual([
    200,
    3,
    [],
    0,
  ])
  expect(shown.body.cases[0]).toEqual({
    caseId: one,
    from: { ...post, officer: 'agente-7' },
    to: { ...post, officer: 'agente-8' },
  })
  expect(await officerOf(world, one)).toBe('agente-7')

  const unseen = await ask(world, { ...wanted, dryRun: false })
  expect([unseen.status, unseen.body.field]).toEqual([400, 'body.digest'])
  await close(world, three)
  await world.settled()
  const { digest } = shown.body
  const changed = await ask(world, { ...wanted, dryRun: false, digest })
  expect([changed.status, changed.body.code]).toEqual([409, 'reassignment-changed'])

  const key = { 'idempotency-key': 'traslado-1' }
  const agreed = { ...wanted, dryRun: false, digest: changed.body.digest }
  const done = await ask(world, agreed, key)
  expect([done.status, done.body.left.length, done.body.by]).toEqual([202, 2, 'jefa-1'])
  const again = await ask(world, agreed, key)
  expect([again.status, again.body.batch]).toEqual([202, done.body.batch])
  expect((await ask(world, { ...agreed, note: 'otra' }, key)).body.code).toBe('idempotency-key-reused')
  await world.settled()
  const { batch } = done.body
  const url = `/v1/reassignments/${batch}`
  const over = await world.call.get(url, boss)
  expect(over.body).toMatchObject({ state: 'ended', done: [one, two], refused: [], left: [] })
  expect([await officerOf(world, one), await officerOf(world, three)]).toEqual(['agente-8', 'agente-7'])
  const assigned = (await world.service.log.stream(`case/${one}`)).events.filter(
    (e) => e.data.batch === batch,
  )
  expect(assigned).toMatchObject([{ actor: 'jefa-1', data: { officer: 'agente-8', rule: 'by-hand' } }])
  expect(world.service.publications(assigned[0] as never)?.data).toEqual({
    ...{ caseId: one, ...post, officer: 'agente-8', rule: 'by-hand' },
  })
  const vault = await world.openVault()
  expect(await vault.get(String(assigned[0]?.data.noteRef))).toBe(note)
  const why = await world.call.get(`/v1/cases/${one}/assignment`, boss)
  expect(why.body).toMatchObject({ batch, by: 'jefa-1' })

  world.clock.advance('2026-11-23T15:00:00.000Z')
  // One of them has gone on since.
  await world.call.post(`/v1/cases/${two}/assignment`, { ...post, officer: 'agente-9', note }, boss)
  const back = await world.call.post(`${url}/undo`, { note, dryRun: true }, boss)
  expect(back.body).toMatchObject({
    cases: [{ caseId: one, from: { officer: 'agente-8' }, to: { ...post, officer: 'agente-7' } }],
    refused: [{ caseId: two, code: 'assignment-changed' }],
  })
  const undone = await world.call.post(`${url}/undo`, { note, dryRun: false, digest: back.body.digest }, boss)
  expect(undone.body).toMatchObject({ undoes: batch, refused: [{ caseId: two, code: 'assignment-changed' }] })
  await world.settled()
  expect([await officerOf(world, one), await officerOf(world, two)]).toEqual(['agente-7', 'agente-9'])
  const { body } = await world.call.get('/v1/reassignments', boss)
  expect(body.items).toMatchObject([
    { undoes: batch, done: 1, refused: 1, left: 0 },
    { batch, done: 2, refused: 0, state: 'ended' },
  ])
})

it('goes on after a crash between the cases and the fact that tells of them', async () => {
  await using world = await openWorld()
  const cases = await held(world, 'agente-7', 4)
  const { log } = world.service
  const write = log.write.bind(log)
  let crashes = 2
  log.write = (entity, unit) => {
    const [event] = unit.appends[0]?.events ?? []
    if (event?.type === 'ReassignmentStepped' && crashes-- > 0) throw new Error('the process was killed here')
    return write(entity, unit)
  }
  const wanted = { filter: { officer: 'agente-7' }, to: { officer: 'agente-8' } }
  const { digest } = (await ask(world, { ...wanted, dryRun: true })).body
  const { batch } = (await ask(world, { ...wanted, dryRun: false, digest })).body
  const url = `/v1/reassignments/${batch}`
  await expect
    .poll(async () => (await world.call.get(url, boss)).body.done, { timeout: 20_000 })
    .toEqual(cases)
  expect(crashes).toBeLessThan(1)
  for (const caseId of cases) {
    const { events } = await log.stream(`case/${caseId}`)
    expect(events.filter(({ data }) => data.batch === batch)).toHaveLength(1)
  }
})

it('distributes to who fits, tells why, and lists those for whom there is nobody', async () => {
  await using world = await openWorld()
  const cases = await held(world, 'agente-7', 3)
  await say(world, 'agente-7')
  await say(world, 'agente-8', { capacity: 1 })
  await say(world, 'agente-9', { capacity: 1 })
  await world.settled()
  const wanted = { filter: { cases }, to: { distribute: true } }
  const shown = await ask(world, { ...wanted, dryRun: true })
  const to = shown.body.cases.map((one: { to: { officer: string } }) => one.to.officer)
  expect(to.toSorted()).toEqual(['agente-8', 'agente-9'])
  expect(shown.body.refused).toMatchObject([{ caseId: cases[2], code: 'nobody-free' }])
  const done = await ask(world, { ...wanted, dryRun: false, digest: shown.body.digest })
  expect(done.body.refused).toEqual([{ caseId: cases[2], code: 'nobody-free' }])
  await world.settled()
  const { body } = await world.call.get(`/v1/cases/${cases[0]}/assignment`, boss)
  expect(body).toMatchObject({ rule: 'skill-and-load', officer: to[0], batch: done.body.batch })
  expect(body.decision.scores[0].officer).toBe(to[0])
})

it('is for who supervises, of their own entity', async () => {
  await using world = await openWorld()
  const body = { filter: { officer: 'a' }, to: { officer: 'b' }, note, dryRun: true }
  expect((await world.call.post('/v1/reassignments', body)).status).toBe(403)
  const other = { token: token(scope, { entity: 'cisa' }) }
  expect((await world.call.post('/v1/reassignments?entity=icetex', body, other)).body.code).toBe(
    'scope-missing',
  )
  expect((await ask(world, { ...body, filter: {} })).body.code).toBe('validation-failed')
  const nowhere = '/v1/reassignments/8f1c2a6e-6a5a-4b52-8f2b-0f7f6f1e2d3f'
  expect((await world.call.get(nowhere, boss)).status).toBe(404)
})

it('moves the cases of who is away only when the absence says so, when it begins, and once', async () => {
  await using world = await openWorld()
  const [quiet = ''] = await held(world, 'agente-6', 1)
  const [one = ''] = await held(world, 'agente-7', 1)
  for (const id of ['agente-6', 'agente-7', 'agente-8']) await say(world, id)
  const away = { from: '2026-11-24', to: '2026-11-25', reason: 'vacaciones' }
  await world.call.post('/v1/officers/agente-6/absences', away, boss)
  await world.call.post('/v1/officers/agente-7/absences', { ...away, redistribute: true }, boss)
  await world.settled()
  expect(await officerOf(world, one)).toBe('agente-7')
  world.clock.advance('2026-11-24T05:00:00.000Z')
  await world.settled()
  expect([await officerOf(world, quiet), await officerOf(world, one)]).toEqual(['agente-6', 'agente-8'])

  // What comes later is for somebody to decide.
  const [late = ''] = await held(world, 'agente-7', 1)
  expect(await officerOf(world, late)).toBe('agente-7')
  const { items } = (await world.call.get('/v1/reassignments', boss)).body
  expect(items).toMatchObject([{ by: 'service:routing', absence: expect.any(String), done: 1, left: 0 }])
  const undo = `/v1/reassignments/${items[0].batch}/undo`
  const { digest } = (await world.call.post(undo, { note, dryRun: true }, boss)).body
  await world.call.post(undo, { note, dryRun: false, digest }, boss)
  await world.settled()
  expect(await officerOf(world, one)).toBe('agente-7')
})
