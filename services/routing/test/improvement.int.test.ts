import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { token } from './support/issuer.ts'
import { openWorld, type World } from './support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const as = (subject: string, scopes = 'cases:read cases:work cases:supervise', entity = 'icetex') => ({
  token: token(scopes, { entity, subject }),
})
const boss = as('jefa-1')
const url = '/v1/improvement-actions'
const body = {
  ...{ kind: 'corrective', procedure: 'pqrsd', area: 'grupo-gestion-servicio', owner: 'agente-7' },
  ...{ causes: [{ finding: 'AUD-2026-14' }], due: '2026-12-18' },
  ...{ what: 'Revisar las plantillas', analysis: 'Las respuestas llegan tarde' },
}

async function open(more: Record<string, unknown> = {}): Promise<string> {
  const reply = await world.call.post(url, { ...body, ...more }, boss)
  expect([reply.status, reply.body.code]).toEqual([201, undefined])
  return reply.body.action
}

async function found(query: string): Promise<string[]> {
  await world.settled()
  const reply = await world.call.get(`${url}?${query}`, boss)
  expect(reply.status).toBe(200)
  return reply.body.items.map(({ action }: { action: string }) => action)
}

describe('improvement actions', () => {
  it('are found from what caused them, and by the day on which they are late or idle', async () => {
    const caseId = await world.file()
    const indicator = { indicator: 'oportunidad', from: '2026-10-01', to: '2026-10-31' }
    const action = await open({ causes: [{ case: caseId }, indicator], due: '2026-12-01' })
    expect(await found(`cause=case:${caseId}`)).toEqual([action])
    expect(await found('cause=indicator:oportunidad')).toEqual([action])
    expect(await found(`cause=case:${randomUUID()}`)).toEqual([])
    expect(await found('overdueOn=2026-12-01')).toEqual([])
    expect(await found('overdueOn=2026-12-02')).toEqual([action])
    expect(await found('idleSince=2026-11-23')).toEqual([])
    expect(await found('idleSince=2026-11-24')).toEqual([action])
  })

  it('go on when they had no effect, and tell their whole history with what was written', async () => {
    const action = await open()
    const owner = as('agente-7')
    const say = (what: string, said: object, who = boss) =>
      world.call.post(`${url}/${action}/${what}`, said, who)
    expect((await say('progress', { percent: 40, note: 'Van cuatro' }, owner)).body.percent).toBe(40)
    expect((await say('completion', { evidence: ['acta-1'] }, owner)).body.state).toBe('done')
    const effect = { effective: false, evidence: ['medicion-1'], before: 71.5, after: 71 }
    expect((await say('verification', effect, owner)).body.code).toBe('action-verified-by-owner')
    expect((await say('verification', effect)).body.code).toBe('action-due-missing')
    const again = await say('verification', { ...effect, due: '2027-01-29' })
    expect(again.body).toMatchObject({ state: 'open', due: '2027-01-29', verified: { before: 71.5 } })
    await say('completion', { evidence: ['acta-2'] }, owner)
    const worked = await say('verification', { ...effect, effective: true, after: 93 })
    expect(worked.body).toMatchObject({ state: 'verified', verified: { by: 'jefa-1', after: 93 } })

    const whole = await world.call.get(`${url}/${action}`, boss)
    expect(whole.body.history.map(({ type }: { type: string }) => type)).toEqual([
      ...['ActionOpened', 'ActionProgressed', 'ActionDone', 'ActionVerified', 'ActionReopened'],
      ...['ActionDone', 'ActionVerified'],
    ])
    expect(whole.body.history[0].words).toEqual({ what: body.what, analysis: body.analysis })
    expect(whole.body.history[1].words).toBe('Van cuatro')
    const { events } = await world.service.log.stream(`action/${action}`)
    expect(JSON.stringify(events)).not.toContain('plantillas')
    expect(events.map(world.service.publications)).toEqual(events.map(() => undefined))
  })

  it('are opened once under a key, and changed at the version that was read', async () => {
    const keyed = { ...boss, headers: { 'idempotency-key': 'acpm-1' } }
    const first = await world.call.post(url, body, keyed)
    const again = await world.call.post(url, body, keyed)
    expect([again.body, again.headers.get('idempotency-replayed')]).toEqual([first.body, 'true'])
    const other = await world.call.post(url, { ...body, kind: 'preventive' }, keyed)
    expect(other.body.code).toBe('idempotency-key-reused')
    const to = `${url}/${first.body.action}/progress`
    const late = { ...boss, headers: { 'if-match': '"1"' } }
    const both = await Promise.all(
      [10, 20].map((percent) => world.call.post(to, { percent, note: 'Va' }, late)),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412])
  })

  it('name what is there, and are of one entity', async () => {
    const refused = async (more: object) => (await world.call.post(url, { ...body, ...more }, boss)).body
    const unknown = [{ case: randomUUID() }]
    expect(await refused({ causes: unknown })).toMatchObject({ code: 'action-cause-unknown' })
    expect(await refused({ procedure: 'nada' })).toMatchObject({ code: 'action-procedure-unknown' })
    expect(await refused({ area: 'cafeteria' })).toMatchObject({ code: 'area-unknown' })
    expect(await refused({ due: '2026-11-20' })).toMatchObject({ code: 'action-due-past' })
    const foreign = as('jefa-2', 'cases:read cases:work cases:supervise', 'cisa')
    const action = await open()
    expect((await world.call.get(`${url}/${action}`, foreign)).body.code).toBe('scope-missing')
    const cancel = `${url}/${action}/cancellation`
    expect((await world.call.post(cancel, { note: 'No' }, foreign)).body.code).toBe('scope-missing')
    expect((await world.call.post(cancel, { note: 'Ya no aplica' }, boss)).body.state).toBe('cancelled')
    expect((await world.call.post(cancel, { note: 'Ya no aplica' }, boss)).body.code).toBe('action-not-open')
  })
})
