import { randomUUID } from 'node:crypto'
import { publish } from '@ventanilla/bus'
import { assertPublic } from '@ventanilla/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { token } from './support/issuer.ts'
import { adapterToken, openWorld, type World } from './support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const get = async (caseId: string) => (await world.call.get(`/v1/cases/${caseId}`)).body
const merge = (from: string, into: string, about: object = {}, headers: Record<string, string> = {}) =>
  world.call.post(`/v1/cases/${from}/merge`, { into, note: 'Es la misma queja', ...about }, { headers })
const unmerge = (caseId: string, headers: Record<string, string> = {}) =>
  world.call.post(`/v1/cases/${caseId}/unmerge`, { note: 'Son dos asuntos' }, { headers })
const typesOf = async (caseId: string) =>
  (await world.service.log.stream(`case/${caseId}`)).events.map(({ type }) => type)

/** Two of one morning, the first of them received first. */
async function twins(about: object = {}): Promise<[older: string, younger: string]> {
  const older = await world.file({ receivedAt: '2026-11-23T13:00:00.000Z', ...about })
  const younger = await world.file({ receivedAt: '2026-11-23T13:30:00.000Z', ...about })
  return [older, younger]
}

describe('a merge over HTTP', () => {
  it('joins both cases at once, shows each the other, and lets nothing be done with the one that rests', async () => {
    const [older, younger] = await twins()
    const before = await get(younger)
    const { status, headers, body } = await merge(younger, older, { intoVersion: 3 }, { 'if-match': '"3"' })
    expect([status, headers.get('etag')]).toEqual([200, '"4"'])
    expect(body).toMatchObject({ caseId: younger, mergedInto: older, moves: [], automatic: [] })
    expect(body.state).toBe(before.state)
    expect(await get(older)).toMatchObject({ merged: [younger], version: 4 })

    const moved = await world.call.move(younger, { action: 'start' })
    expect([moved.status, moved.body.code, moved.body.mergedInto]).toEqual([409, 'case-merged', older])
    const assignment = { area: 'grupo-gestion-servicio', level: 2, note: 'n' }
    const assigned = await world.call.post(`/v1/cases/${younger}/assignment`, assignment)
    expect([assigned.status, assigned.body.code]).toEqual([409, 'case-merged'])
    expect((await world.call.get(`/v1/cases/${younger}/moves`)).body).toMatchObject({ moves: [], waits: [] })
    const again = await merge(younger, older)
    expect([again.status, again.body.code, again.body.mergedInto]).toEqual([409, 'case-merged', older])

    await world.settled()
    const { items } = (await world.call.get('/v1/cases?entity=icetex')).body
    expect(items.find(({ caseId }: { caseId: string }) => caseId === younger).mergedInto).toBe(older)
  })

  it('is taken back to just what it was, and leaves both facts on both sides', async () => {
    const [older, younger] = await twins()
    const before = [await get(older), await get(younger)]
    await merge(younger, older)
    const { status, body } = await unmerge(younger)
    expect(status).toBe(200)
    expect(body).toEqual({ ...before[1], version: 5, flags: [] })
    expect(await get(older)).toEqual({ ...before[0], version: 5 })
    expect((await typesOf(younger)).slice(3)).toEqual(['CaseMerged', 'CaseUnmerged'])
    expect((await typesOf(older)).slice(3)).toEqual(['CaseAbsorbed', 'CaseReleased'])
    const once = await unmerge(younger)
    expect([once.status, once.body.code]).toEqual([409, 'not-merged'])
    await world.settled()
    expect((await world.call.get('/v1/conformance')).body.deviations).toEqual([])
  })

  it('keeps its note in the vault under the key of its person, and publishes none of it', async () => {
    const personRef = randomUUID()
    const [older, younger] = await twins({ personRef })
    await merge(younger, older, { note: 'La misma doña Ana' })
    const { events } = await world.service.log.stream(`case/${younger}`)
    const fact = events.at(-1)
    expect(JSON.stringify(fact)).not.toContain('Ana')
    const vault = await world.openVault()
    expect(await vault.get(String(fact?.data.noteRef))).toBe('La misma doña Ana')
    const published = fact && publish('routing', world.service.publications, fact)
    expect(published && assertPublic(published)).toMatchObject({
      ...{ type: 'ventanilla.routing.CaseMerged.v1', subject: younger },
      data: { caseId: younger, into: older, on: '2026-11-23' },
    })
    const [sweep] = world.service.jobs.filter(({ name }) => name === 'sweep texts')
    await world.settled()
    await sweep?.step(AbortSignal.timeout(5_000))
    expect(await vault.get(String(fact?.data.noteRef))).toBe('La misma doña Ana')
  })

  it('tells what stands in the way', async () => {
    const [older, younger] = await twins()
    const turned = await merge(older, younger)
    expect([turned.status, turned.body]).toMatchObject([
      409,
      { code: 'merge-later-receipt', from: younger, into: older, field: 'body.into' },
    ])
    expect((await merge(older, older)).body.code).toBe('merge-itself')
    expect((await merge(younger, randomUUID())).body.code).toBe('merge-other-unknown')
    const internal = await world.file({
      ...{ procedure: 'publicaciones', kind: 'campana', channel: 'gestor-de-servicios' },
      receivedAt: '2026-11-23T12:00:00.000Z',
    })
    expect((await merge(younger, internal)).body.code).toBe('merge-other-family')
    const elsewhere = await world.file({ receivedAt: '2026-11-23T12:00:00.000Z', product: undefined }, 'cisa')
    expect((await merge(younger, elsewhere)).body.code, 'nobody could open it').toBe('merge-other-unknown')
    const own = await world.call.post(
      `/v1/cases/${younger}/merge`,
      { into: elsewhere, note: 'n' },
      { token: token('cases:work', { entity: 'icetex' }) },
    )
    expect([own.status, own.body.code]).toEqual([403, 'scope-missing'])
    const consulta = await world.file({ kind: 'consulta', receivedAt: '2026-11-23T12:00:00.000Z' })
    expect((await merge(younger, consulta)).body.code).toBe('merge-shorter-term')
    await merge(younger, older)
    const third = await world.file({ receivedAt: '2026-11-23T13:45:00.000Z' })
    const chain = await merge(third, younger)
    expect([chain.body.code, chain.body.mergedInto]).toEqual(['merge-chain', older])
    await world.call.move(older, { action: 'answer', outcome: 'parcial' })
    expect((await merge(third, older)).body).toMatchObject({ code: 'merge-not-open', field: 'body.into' })
  })

  it('is held to the versions of both cases', async () => {
    const [older, younger] = await twins()
    await world.call.move(older, { action: 'start' })
    const stale = await merge(younger, older, { intoVersion: 3 })
    expect([stale.status, stale.body.code, stale.body.field]).toEqual([
      ...[412, 'version-changed', 'body.intoVersion'],
    ])
    expect(stale.body.changes).toMatchObject([{ version: 4, what: 'CaseMoved' }])
    const old = await merge(younger, older, {}, { 'if-match': '"2"' })
    expect([old.status, old.body.code, old.body.version]).toEqual([412, 'version-changed', 3])
    expect(await typesOf(younger)).not.toContain('CaseMerged')
  })

  it('asked for again with its key answers the same and does nothing twice', async () => {
    const [older, younger] = await twins()
    const key = { 'idempotency-key': 'acumular-1' }
    const first = await merge(younger, older, {}, key)
    const again = await merge(younger, older, {}, key)
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([200, 'true'])
    expect(again.body).toEqual(first.body)
    const back = { 'idempotency-key': 'separar-1' }
    await unmerge(younger, back)
    expect((await unmerge(younger, back)).headers.get('idempotency-replayed')).toBe('true')
    expect((await merge(younger, older, {}, key)).body).toEqual(first.body)
    expect(await typesOf(older)).toHaveLength(5)
    const other = await merge(younger, older, { note: 'otra' }, key)
    expect(other.body.code).toBe('idempotency-key-reused')
  })

  it('in opposite directions at once: one wins, and the other is told', async () => {
    for (const _ of [1, 2, 3]) {
      const at = { receivedAt: '2026-11-23T13:00:00.000Z' }
      const [one, other] = [await world.file(at), await world.file(at)]
      const replies = await Promise.all([merge(one, other), merge(other, one)])
      const [won, lost] = replies.toSorted((a, b) => a.status - b.status)
      expect([won?.status, lost?.status]).toEqual([200, 409])
      // Its own case goes on for the other one, or was it the other that rests: it is told which.
      expect(lost?.body.code).toBe('merge-chain')
      expect(lost?.body.mergedInto).toBe(won?.body.mergedInto)
      const states = [await get(one), await get(other)]
      expect(states.filter(({ mergedInto }) => mergedInto !== undefined)).toHaveLength(1)
      expect(states.filter(({ merged }) => merged !== undefined)).toHaveLength(1)
    }
  })
})

describe('what happens to the case that rests', () => {
  it('is told the answer of the one that goes on, also if another system gave it', async () => {
    const [older, younger] = await twins()
    const third = await world.file({ receivedAt: '2026-11-23T13:40:00.000Z' })
    await merge(younger, older)
    await merge(third, older)
    await unmerge(third)
    const said = { outcome: 'parcial', text: 'Se giró el 20 de noviembre.' }
    const told = { action: 'answer', ...said, on: '2026-11-23', recordedBy: 'archivo.csv' }
    expect((await world.call.move(older, told, { token: adapterToken })).status).toBe(200)
    const { events } = await world.service.log.stream(`case/${younger}`)
    const own = (await world.service.log.stream(`case/${older}`)).events
    const textRef = own.find(({ type }) => type === 'CaseAnswered')?.data.textRef
    expect(textRef).toEqual(expect.any(String))
    expect(events.at(-1)).toMatchObject({
      ...{ type: 'MergedCaseAnswered', data: { caseId: younger, with: older, on: '2026-11-23', textRef } },
    })
    expect(await typesOf(third)).not.toContain('MergedCaseAnswered')
    const back = await unmerge(younger)
    expect(back.body.answeredOn).toBeUndefined()
  })

  it('loses nothing that another system tells of it', async () => {
    const [older, younger] = await twins()
    await merge(younger, older)
    const told = { action: 'answer', outcome: 'parcial', on: '2026-11-23', recordedBy: 'archivo.csv' }
    const { status, body } = await world.call.move(younger, told, { token: adapterToken })
    expect([status, body.mergedInto, body.answeredOn]).toEqual([200, older, '2026-11-23'])
    expect((await unmerge(younger)).body).toMatchObject({ answeredOn: '2026-11-23', clock: 'ends' })
    await world.settled()
    expect((await world.call.get('/v1/conformance')).body.deviations).toEqual([])
  })
})

it('makes no move that waits while it rests, and makes it at its very instant once it goes on by itself', async () => {
  await using own = await openWorld()
  const about = { procedure: 'publicaciones', kind: 'campana', channel: 'gestor-de-servicios' }
  const older = await own.file({ ...about, receivedAt: '2026-11-23T13:00:00.000Z' })
  const younger = await own.file({ ...about, receivedAt: '2026-11-23T13:10:00.000Z' })
  await own.call.move(younger, { action: 'start' })
  const evidence = ['aprobacion-del-jefe', 'aprobacion-comunicaciones', 'visto-bueno-areas'].map((id) => ({
    ...{ id, ref: `archivo-${id}` },
  }))
  expect((await own.call.move(younger, { action: 'solve', evidence })).status).toBe(200)
  const merged = await own.call.post(`/v1/cases/${younger}/merge`, { into: older, note: 'n' })
  expect(merged.status).toBe(200)
  own.clock.advance('2026-12-04T15:00:00.000Z')
  await own.settled()
  const state = async () => (await own.call.get(`/v1/cases/${younger}`)).body.state
  expect(await state()).toBe('solucionado')
  const job = own.service.jobs.find(({ name }) => name === 'due moves')
  expect(await job?.behind()).toBe(0)
  await own.call.post(`/v1/cases/${younger}/unmerge`, { note: 'n' })
  await own.settled()
  expect(await state()).toBe('cerrado')
  const { events } = await own.service.log.stream(`case/${younger}`)
  expect(events.at(-1)).toMatchObject({ at: '2026-11-27T05:00:00.000Z', data: { on: '2026-11-27' } })
  expect((await own.call.get('/v1/conformance')).body.deviations).toEqual([])
}, 20_000)
