import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { token } from './support/issuer.ts'
import { openWorld, type World } from './support/world.ts'

const evidence = ['aprobacion-del-jefe', 'aprobacion-comunicaciones', 'visto-bueno-areas'].map((id) => ({
  id,
  ref: `archivo-${id}`,
}))

async function solved(world: World): Promise<string> {
  const caseId = await world.file({
    procedure: 'publicaciones',
    kind: 'campana',
    channel: 'gestor-de-servicios',
  })
  await world.call.move(caseId, { action: 'start' })
  const { status } = await world.call.move(caseId, { action: 'solve', evidence })
  expect(status).toBe(200)
  return caseId
}

it('closes what nobody evaluates when business time gets there, at that very instant and once', async () => {
  await using world = await openWorld()
  const left = await solved(world)
  const evaluated = await solved(world)
  const survey = [{ id: 'encuesta-de-satisfaccion', ref: 'encuesta-1' }]
  expect((await world.call.move(evaluated, { action: 'close', evidence: survey })).body.state).toBe('cerrado')
  const { body } = await world.call.get(`/v1/cases/${left}`)
  expect(body.automatic).toMatchObject([{ transition: 'cerrar-por-tiempo', at: '2026-11-27T05:00:00.000Z' }])

  world.clock.advance('2026-11-27T04:59:59.999Z')
  await world.settled()
  expect((await world.call.get(`/v1/cases/${left}`)).body.state).toBe('solucionado')

  // The machine wakes up a week later.
  world.clock.advance('2026-12-04T15:00:00.000Z')
  await world.settled()
  const closed = await world.call.get(`/v1/cases/${left}`)
  expect(closed.body).toMatchObject({
    state: 'cerrado',
    final: true,
    answeredOn: '2026-11-23',
    automatic: [],
  })
  const { events } = await world.service.log.stream(`case/${left}`)
  const moves = events.filter(({ data }) => data.transition === 'cerrar-por-tiempo')
  expect(moves).toMatchObject([{ at: '2026-11-27T05:00:00.000Z', data: { on: '2026-11-27' } }])

  const [job] = world.service.jobs
  expect(await job?.step(AbortSignal.timeout(5_000))).toBe(false)
  expect(await job?.behind()).toBe(0)
  expect((await world.service.log.stream(`case/${evaluated}`)).events.at(-1)?.at).toBe(
    '2026-11-23T14:00:00.000Z',
  )
})

it('leaves a case alone of which something waits, moves the others, and moves it once nothing does', async () => {
  const waiting = new Set<string>()
  await using world = await openWorld({ refuses: ({ subject }) => waiting.has(subject) })
  const [parked, neighbour] = [await solved(world), await solved(world)]
  waiting.add(parked)
  await world.file({ caseId: parked, procedure: 'publicaciones', kind: 'campana' })
  const path = `/v1/parked/routing/routing/intake/${parked}`
  const admin = { token: token('admin') }
  await expect.poll(async () => (await world.call.get(path, admin)).status).toBe(200)

  world.clock.advance('2026-12-04T15:00:00.000Z')
  await world.settled()
  const state = async (caseId: string) => (await world.call.get(`/v1/cases/${caseId}`)).body.state
  expect(await state(neighbour)).toBe('cerrado')
  expect(await state(parked)).toBe('solucionado')
  const [job] = world.service.jobs
  expect(await job?.behind(), 'nobody waits for it').toBe(0)

  const discarded = await world.call.post(`${path}/discard`, { reason: 'duplicate' }, admin)
  expect(discarded.body).toEqual({ events: 1 })
  await world.settled()
  expect(await state(parked)).toBe('cerrado')
  const { events } = await world.service.log.stream(`case/${parked}`)
  expect(events.at(-1)).toMatchObject({ at: '2026-11-27T05:00:00.000Z' })
})

it('of two replicas that find the same case due, one closes it', async () => {
  await using world = await openWorld()
  const caseId = await solved(world)
  await world.settled()
  world.clock.advance('2026-12-04T15:00:00.000Z')
  const [job] = world.service.jobs
  await Promise.all([1, 2, 3].map(() => job?.step(AbortSignal.timeout(5_000))))
  await world.settled()
  const { events } = await world.service.log.stream(`case/${caseId}`)
  expect(events.filter(({ data }) => data.transition === 'cerrar-por-tiempo')).toHaveLength(1)
})

it('counts on the calendars it is given, and receives by them', async () => {
  const file = join(tmpdir(), `ventanilla-calendar-${randomUUID()}.yaml`)
  await writeFile(
    file,
    [
      'calendar: cierre-2026',
      'base: co',
      'valid: { from: 2026-01-01, to: 2026-12-31 }',
      'closed: [{ date: 2026-11-25, by: Resolución 1 }, { date: 2026-11-23, by: Resolución 2 }]',
    ].join('\n'),
  )
  await using world = await openWorld({ calendarFiles: [file] })
  const caseId = await solved(world)
  const { body } = await world.call.get(`/v1/cases/${caseId}`)
  expect(body.automatic).toMatchObject([{ at: '2026-11-28T05:00:00.000Z' }])
  const [opened] = (await world.service.log.stream(`case/${caseId}`)).events
  expect(opened?.data.terms).toMatchObject([{ received: '2026-11-24' }])
  onTestFinished(async () => (await import('node:fs/promises')).rm(file))
})
