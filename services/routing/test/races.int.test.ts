import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type World } from './support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

describe('the same request again', () => {
  it('answers the same, does nothing twice, and is no other request', async () => {
    const caseId = await world.file()
    const headers = { 'idempotency-key': 'mover-1' }
    const first = await world.call.move(caseId, { action: 'start', note: 'voy' }, { headers })
    const [again, twice] = await Promise.all([
      world.call.move(caseId, { action: 'start', note: 'voy' }, { headers }),
      world.call.move(caseId, { action: 'start', note: 'voy' }, { headers }),
    ])
    await world.call.move(caseId, { action: 'answer', outcome: 'parcial' })
    const later = await world.call.move(caseId, { action: 'start', note: 'voy' }, { headers })
    expect(first.headers.get('idempotency-replayed')).toBeNull()
    for (const one of [again, twice, later]) {
      expect(one.headers.get('idempotency-replayed')).toBe('true')
      expect([one.status, one.body, one.headers.get('etag')]).toEqual([200, first.body, '"4"'])
    }
    const other = await world.call.move(caseId, { action: 'answer' }, { headers })
    expect([other.status, other.body.code]).toEqual([422, 'idempotency-key-reused'])
    const elsewhere = await world.file()
    const same = await world.call.move(elsewhere, { action: 'start', note: 'voy' }, { headers })
    expect([same.status, same.body.code]).toEqual([422, 'idempotency-key-reused'])
  })

  it('is done once when both arrive at the same time', async () => {
    const caseId = await world.file()
    const headers = { 'idempotency-key': 'mover-2' }
    const replies = await Promise.all(
      [1, 2, 3].map(() => world.call.move(caseId, { action: 'start' }, { headers })),
    )
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(replies.filter((one) => one.headers.get('idempotency-replayed') === null)).toHaveLength(1)
    expect((await world.service.log.stream(`case/${caseId}`)).version).toBe(4)
  })
})

describe('two agents on one case', () => {
  it('one moves it, the other is told what changed', async () => {
    const caseId = await world.file()
    const { headers } = await world.call.get(`/v1/cases/${caseId}`)
    const held = { headers: { 'if-match': headers.get('etag') ?? '' } }
    const replies = await Promise.all([
      world.call.move(caseId, { action: 'start' }, held),
      world.call.move(caseId, { action: 'transfer', note: 'n', evidence: transferLetter }, held),
    ])
    const [won, lost] = replies.toSorted((a, b) => a.status - b.status)
    expect([won?.status, lost?.status]).toEqual([200, 412])
    expect(lost?.body).toMatchObject({ code: 'version-changed', version: won?.body.version })
    expect(lost?.body.changes.at(-1)).toMatchObject({ what: 'CaseMoved', to: won?.body.state })
    expect(lost?.headers.get('etag')).toBe(won?.headers.get('etag'))
  })

  it('without a version both are tried on what is there, and who comes too late is told why', async () => {
    const caseId = await world.file()
    const replies = await Promise.all([
      world.call.move(caseId, { action: 'start' }),
      world.call.move(caseId, { action: 'start' }),
    ])
    const [won, lost] = replies.toSorted((a, b) => a.status - b.status)
    expect([won?.status, lost?.status]).toEqual([200, 409])
    expect(lost?.body).toMatchObject({ code: 'transition-not-allowed', state: 'en-tramite' })
  })

  it('understands no version but its own', async () => {
    const caseId = await world.file()
    const held = (etag: string) => ({ headers: { 'if-match': etag } })
    const bad = await world.call.move(caseId, { action: 'start' }, held('3'))
    expect([bad.status, bad.body.field]).toEqual([400, 'headers.if-match'])
    expect((await world.call.move(caseId, { action: 'start' }, held('"2", "3"'))).status).toBe(200)
    expect((await world.call.move(caseId, { action: 'escalate', note: 'n' }, held('*'))).status).not.toBe(412)
  })
})

const transferLetter = [{ id: 'oficio-de-traslado', ref: 'archivo:1' }]
