import { randomUUID } from 'node:crypto'
import { activeTable } from '@ventanilla/projections'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { candidatesSql, candidateValues } from '../src/queries/similar/reader.ts'
import { token } from './support/issuer.ts'
import { openWorld, type World } from './support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
}, 30_000)
afterAll(() => world[Symbol.asyncDispose]())

async function similarTo(caseId: string, query = ''): Promise<[string, number][]> {
  const { status, body } = await world.call.get(`/v1/cases/${caseId}/similar${query}`)
  expect(status).toBe(200)
  return body.items.map((one: { caseId: string; score: number }) => [one.caseId, one.score])
}
const at = (day: number) => `2026-11-${String(day).padStart(2, '0')}T15:00:00.000Z`

it('proposes what may be one matter, to both and the likeliest first, and joins nothing', {
  timeout: 30_000,
}, async () => {
  const personRef = randomUUID()
  const first = await world.file({ personRef, theme: 'cartera', receivedAt: at(16) })
  const twin = await world.file({ personRef, theme: 'cartera', receivedAt: at(17) })
  const alike = await world.file({ theme: 'cartera', receivedAt: at(20) })
  const own = await world.file({ personRef, kind: 'consulta', receivedAt: at(18) })
  await world.file({ theme: 'otro', receivedAt: at(17) })
  await world.file({
    ...{ personRef, procedure: 'publicaciones', kind: 'campana', channel: 'gestor-de-servicios' },
  })
  expect(await similarTo(first)).toEqual([
    [twin, 85],
    [own, 60],
    [alike, 34],
  ])
  expect((await similarTo(twin))[0]).toEqual([first, 85])
  expect((await similarTo(alike)).map(([id]) => id).toSorted()).toEqual([first, twin].toSorted())
  expect(await similarTo(first, '?limit=1')).toEqual([[twin, 85]])
  const { body } = await world.call.get(`/v1/cases/${first}/similar`)
  expect(body.items[0]).toMatchObject({
    why: 'Tienen la misma persona, el mismo tipo y el mismo tema, y se recibieron con un día de diferencia.',
  })
  expect(JSON.stringify(body), 'nothing tells whose they are').not.toContain(personRef)
  expect((await world.call.get(`/v1/cases/${first}`)).body.merged).toBeUndefined()

  // What is joined, answered or over is proposed no more, and again once it is separated.
  expect((await world.call.post(`/v1/cases/${twin}/merge`, { into: first, note: 'n' })).status).toBe(200)
  await world.settled()
  expect((await similarTo(first)).map(([id]) => id)).toEqual([own, alike])
  expect(await similarTo(twin)).toEqual([])
  await world.call.post(`/v1/cases/${twin}/unmerge`, { note: 'n' })
  await world.call.move(alike, { action: 'answer', outcome: 'parcial' })
  await world.settled()
  expect((await similarTo(first)).map(([id]) => id)).toEqual([twin, own])
})

it('proposes no more, on either side, what a person has said is not the same', {
  timeout: 30_000,
}, async () => {
  const personRef = randomUUID()
  const [one, other] = [await world.file({ personRef }), await world.file({ personRef })]
  expect((await similarTo(one)).map(([id]) => id)).toContain(other)
  const no = await world.call.post(`/v1/cases/${one}/similar/${other}/dismissal`, {})
  expect([no.status, no.body]).toEqual([200, { caseId: one, other }])
  const again = await world.call.post(`/v1/cases/${other}/similar/${one}/dismissal`, {})
  expect(again.status).toBe(200)
  await world.settled()
  expect((await similarTo(one)).map(([id]) => id)).not.toContain(other)
  expect((await similarTo(other)).map(([id]) => id)).not.toContain(one)
  const [lesser, greater] = [one, other].toSorted()
  const { events } = await world.service.log.stream(`similar/${lesser}+${greater}`)
  expect(events).toMatchObject([
    { type: 'SimilarDismissed', data: { caseId: lesser, other: greater, by: 'agente-7' } },
  ])
  const dismiss = async (a: string, b: string, more = {}) =>
    (await world.call.post(`/v1/cases/${a}/similar/${b}/dismissal`, {}, more)).body.code
  expect(await dismiss(one, one)).toBe('merge-itself')
  expect(await dismiss(one, randomUUID())).toBe('not-found')
  expect(await dismiss(one, other, { token: token('cases:read') })).toBe('scope-missing')
  // It is a word on what is proposed: a person may still find that they were one.
  expect((await world.call.post(`/v1/cases/${other}/merge`, { into: one, note: 'n' })).status).toBe(200)
})

it('finds them by indexes, and looks through no table', { timeout: 30_000 }, async () => {
  const table = await activeTable(world.database, 'similar')
  const plan = await world.database.transaction(async (tx) => {
    // Few rows are faster read whole; what counts is that there is a way without.
    await tx.query('set local enable_seqscan = off')
    const own = {
      ...{ caseId: randomUUID(), entity: 'icetex', family: 'pqrsd', kind: 'queja', theme: 'cartera' },
      ...{ personRef: randomUUID(), receivedAt: at(17) },
    }
    return tx.query<Record<string, unknown>>(
      `explain (format json) ${candidatesSql(table)}`,
      candidateValues(own),
    )
  })
  const nodes = JSON.stringify(plan)
  expect(nodes).not.toContain('Seq Scan')
  expect(nodes.match(/"Index Cond":"[^"]*/g)?.length).toBe(4)
  expect(nodes.match(/"Index Cond":"[^"]*(person_ref|theme)[^"]*received_at/g)?.length).toBe(4)
})
