import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { entitiesDir } from '@ventanilla/procedures'
import { expect, it } from 'vitest'
import { clockIdOf } from '../src/commands/streams.ts'
import { delivered, letterOf } from './support/letter-events.ts'
import { answeredOn, caseId, moved, opened } from './support/routing-events.ts'
import { machine, start } from './support/service-world.ts'

const clockPath = `/v1/clocks/${clockIdOf(caseId, 'legal')}`
const rungs = ['amarillo 2026-12-02T05:00:00.000Z', 'rojo 2026-12-10T05:00:00.000Z']

/** The entities as they were before any kind named a law. */
async function withoutLaw(folder: string): Promise<string> {
  const entities = join(folder, 'entities')
  await cp(entitiesDir, entities, { recursive: true })
  const procedures = join(entities, 'icetex', 'procedures')
  for (const name of ['pqrsd-v2.yaml', 'publicaciones-v2.yaml']) await rm(join(procedures, name))
  return entities
}

/** The same, with a law for the claims of one. */
async function withLaw(folder: string): Promise<string> {
  const entities = await withoutLaw(folder)
  const file = join(entities, 'icetex', 'procedures', 'pqrsd.yaml')
  const before = await readFile(file, 'utf8')
  const after = before.replace('    group: reclamo\n', '    group: reclamo\n    law: { regime: peticion }\n')
  expect(after).not.toBe(before)
  await writeFile(file, after)
  return entities
}

it('a term that only a delivered answer meets waits for what notification knows', async () => {
  const here = await machine()
  const { routing, notification } = here
  const there = await start(here, '2026-11-22T15:00:00.000Z', { entities: await withLaw(here.folder) })
  const [marks] = there.service.jobs
  await routing.tell(opened(1))
  await there.settled()
  await there.advance('2026-12-14T14:00:00.000Z')
  const answer = answeredOn(2, '2026-12-14')
  await routing.tellAs(answer)
  // It is delivered on the last day, and notification falls silent before anybody hears of it.
  notification.silentFrom('2026-12-14T14:00:00.000Z')
  there.clock.advance('2026-12-15T06:00:00.000Z')
  await expect.poll(() => marks?.behind()).toBe(1)
  for (let look = 0; look < 5; look++) await marks?.step(AbortSignal.timeout(1_000))
  expect(await there.marks()).toEqual(rungs)
  await notification.tell(delivered(1, letterOf(answer), '2026-12-14'))
  notification.silentFrom()
  there.clock.advance('2026-12-15T07:00:00.000Z')
  await there.settled()
  expect(await there.marks()).toEqual(rungs)
  expect((await there.get(clockPath)).body).toMatchObject({
    state: 'met',
    late: false,
    endedOn: '2026-12-14',
  })
})

it('an end that is heard before the delivery tells no breach, and what was passed is told when both are known', async () => {
  const here = await machine()
  const { routing, notification } = here
  const there = await start(here, '2026-11-22T15:00:00.000Z', { entities: await withLaw(here.folder) })
  await routing.tell(opened(1))
  await there.settled()
  // Notification falls silent; the case is answered in time, and is annulled after its last day.
  notification.silentFrom('2026-11-22T15:00:00.000Z')
  const answer = answeredOn(2, '2026-12-11')
  await routing.tellAs(answer)
  await routing.tell(moved(3, 'anular-duplicada', '2026-12-16'))
  there.clock.advance('2026-12-17T14:00:00.000Z')
  await expect.poll(async () => (await there.get(clockPath)).body.state).toBe('cancelled')
  expect(await there.marks()).toEqual([])
  await notification.tell(delivered(1, letterOf(answer), '2026-12-11'))
  notification.silentFrom()
  there.clock.advance('2026-12-17T15:00:00.000Z')
  await there.settled()
  expect(await there.marks()).toEqual(rungs)
  expect((await there.get(clockPath)).body).toMatchObject({ state: 'met', late: false, ahead: [] })
})

it('a term that is agreed waits for routing alone, and nobody follows letters where no law counts', async () => {
  const here = await machine()
  const there = await start(here, '2026-11-22T15:00:00.000Z', { entities: await withoutLaw(here.folder) })
  here.notification.silentFrom('2026-11-22T15:00:00.000Z')
  await here.routing.tell(opened(1))
  await there.settled()
  await there.advance('2026-12-15T06:00:00.000Z')
  expect(await there.marks()).toEqual([...rungs, 'fin 2026-12-15T05:00:00.000Z'])
  expect(there.service.subscriptions.map(({ from }) => from)).toEqual([['routing']])
})

it('the explanation under a law says which one, what follows from it, and what it does not count', async () => {
  const here = await machine()
  const there = await start(here, '2026-11-22T15:00:00.000Z', { entities: await withLaw(here.folder) })
  await here.routing.tell(opened(1))
  await there.settled()
  const { status, body } = await there.get(`${clockPath}/explanation`)
  expect(status).toBe(200)
  expect(body).toMatchObject({
    ...{ due: '2026-12-14', source: 'Ley 1437/2011 art. 14 (Ley 1755/2015 art. 1)' },
    law: { regime: 'peticion', version: '2022-05-18', parameters: {} },
    ...{ effects: [], refused: [] },
  })
  const certificate = await there.get(`${clockPath}/certificate`)
  expect(certificate.body.certificate).toMatchObject({ due: '2026-12-14', term: { amount: 15 } })
})
