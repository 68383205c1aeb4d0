import { deriveId } from '@ventanilla/event-log'
import { expect, it } from 'vitest'
import { answeredOn, caseId, entity, moved, opened } from './support/routing-events.ts'
import { machine, type Starting, start } from './support/service-world.ts'

const monday = '2026-11-23T14:00:00.000Z'
const afterDue = '2026-12-16T15:00:00.000Z'
const neighbour = deriveId('case', 'neighbour')
const parkedPath = `/v1/parked/sla-clock/sla-clock/routing/${caseId}`

/** Two petitions of the same day; the answer of the first is on its way, and the clock can't handle it. */
async function answeredInVain() {
  const broken = { now: true }
  const starting: Starting = {
    parkAfter: 2,
    refuses: ({ subject, type }) =>
      broken.now && subject === caseId && type === 'ventanilla.routing.CaseAnswered.v1',
  }
  const here = await machine()
  const world = await start(here, monday, starting)
  await here.routing.tell(opened(1), opened(2, undefined, neighbour), answeredOn(3, '2026-12-10'))
  await world.settled()
  await world.advance(afterDue)
  const told = async ({ log } = world.service) => {
    const facts = await log.read(entity, 0, 1000)
    return facts.flatMap(({ type, data }) =>
      /^Clock(Warned|Breached|Met)$/.test(type)
        ? [`${data.caseId === caseId ? 'parked' : 'neighbour'} ${type} ${data.rung ?? ''}`.trim()]
        : [],
    )
  }
  return { ...world, ...here, broken, starting, told }
}

it('no deadline of a parked case fires, those of the others do, and the service stays ready', async () => {
  const { told, get, running, routing, settled } = await answeredInVain()
  expect(await told()).toEqual([
    'neighbour ClockWarned amarillo',
    'neighbour ClockWarned rojo',
    'neighbour ClockBreached',
  ])
  const list = await get('/v1/parked/sla-clock', 'admin')
  expect(list.body.items).toEqual([
    {
      ...{ consumer: 'sla-clock', source: 'routing', case: caseId, entity, waiting: 1, tries: 3 },
      ...{ since: '2026-12-10T15:00:00.000Z', type: 'ventanilla.routing.CaseAnswered.v1', sequence: 3 },
      reason: { code: 'TypeError', message: 'a mistake in the program' },
    },
  ])
  const ready = await fetch(`${running.address}/readyz`)
  expect(ready.status).toBe(200)
  expect(await ready.json()).toMatchObject({
    checks: expect.arrayContaining([{ name: 'sla-clock parked cases', status: 'pass', detail: '1' }]),
  })
  const metrics = await (await fetch(`${running.address}/metrics`)).text()
  expect(metrics).toContain('ventanilla_parked_cases{consumer="sla-clock",source="routing"} 1\n')
  expect(metrics).toMatch(/^ventanilla_pool_connections\{pool="sla-clock database",state="idle"\} \d+$/m)
  // What its publisher goes on saying of it waits behind; the neighbour goes on.
  await routing.tell(moved(4, 'cerrar', '2026-12-11'), answeredOn(5, '2026-12-16', neighbour))
  await settled()
  expect((await get(parkedPath, 'admin')).body.events.map((one: { tries: number }) => one.tries)).toEqual([
    3, 0,
  ])
  expect((await told()).at(-1)).toBe('neighbour ClockMet')
})

it('replayed, the case is answered in time and breaches nothing', async () => {
  const { told, post, broken, settled, get } = await answeredInVain()
  const again = await post(`${parkedPath}/replay`, undefined, { scope: 'admin' })
  expect(again.body).toMatchObject({
    ...{ status: 409, code: 'parked-still-failing', replayed: 0, left: 1, event: 1 },
    reason: { code: 'TypeError' },
  })
  broken.now = false
  expect((await post(`${parkedPath}/replay`, undefined, { scope: 'admin' })).body).toEqual({ events: 1 })
  await settled()
  const facts = await told()
  // Told late, as of the day: the rungs before the answer were reached, its end was not.
  expect(facts.filter((fact) => fact.startsWith('parked')).sort()).toEqual([
    'parked ClockMet',
    'parked ClockWarned amarillo',
    'parked ClockWarned rojo',
  ])
  expect((await get('/v1/parked/sla-clock', 'admin')).body).toEqual({ items: [] })
  expect((await get(parkedPath, 'admin')).body).toMatchObject({ status: 404, code: 'parked-case-unknown' })
})

it('discarded, the case is what is known of it: its deadlines fire, each at its instant', async () => {
  const { told, post, service, settled } = await answeredInVain()
  const body = { reason: 'obsolete', reference: 'INC-1204' }
  expect((await post(`${parkedPath}/discard`, body, { scope: 'admin' })).body).toEqual({ events: 1 })
  await settled()
  expect((await told()).filter((fact) => fact.startsWith('parked'))).toEqual([
    'parked ClockWarned amarillo',
    'parked ClockWarned rojo',
    'parked ClockBreached',
  ])
  const facts = await service.log.read(entity, 0, 1000)
  const breach = facts.find(({ type, data }) => type === 'ClockBreached' && data.caseId === caseId)
  expect(breach?.at).toBe('2026-12-15T05:00:00.000Z')
  expect(facts.find(({ type }) => type === 'ParkedCaseDiscarded')).toMatchObject({
    ...{ actor: expect.stringMatching(/^(user|client):/), data: { events: 1, ...body } },
  })
})

it('started again meanwhile, it still leaves the case alone', async () => {
  const { running, ...world } = await answeredInVain()
  await running.close()
  const after = await start(world, '2027-01-20T15:00:00.000Z', world.starting)
  await after.settled()
  const ofTheCase = async () => (await world.told(after.service)).filter((fact) => fact.startsWith('parked'))
  expect(await ofTheCase()).toEqual([])
  world.broken.now = false
  await after.post(`${parkedPath}/replay`, undefined, { scope: 'admin' })
  await after.settled()
  expect(await ofTheCase()).not.toContain('parked ClockBreached')
  expect(await ofTheCase()).toContain('parked ClockMet')
})

it('only who administers sees them, or frees them', async () => {
  const { get, post } = await answeredInVain()
  expect((await get('/v1/parked/sla-clock', 'cases:work')).body.code).toBe('scope-missing')
  expect((await get(parkedPath, 'admin', { entity: 'cisa' })).body.code).toBe('scope-missing')
  expect((await get('/v1/parked/sla-clock', 'admin', { entity: 'cisa' })).body.items).toEqual([])
  const wrong = { reason: 'porque Ana lo pidió' }
  expect((await post(`${parkedPath}/discard`, wrong, { scope: 'admin' })).body).toMatchObject({
    ...{ status: 400, field: 'body.reason' },
  })
  expect((await get(`${parkedPath}/events/9`, 'admin')).body.code).toBe('parked-event-unknown')
  expect((await get(`${parkedPath}/events/1`, 'admin')).body).toMatchObject({
    ...{ specversion: '1.0', type: 'ventanilla.routing.CaseAnswered.v1', subject: caseId },
  })
})
