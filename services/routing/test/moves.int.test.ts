import { randomUUID } from 'node:crypto'
import { publish } from '@ventanilla/bus'
import { assertPublic, type PublicEvent } from '@ventanilla/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { token } from './support/issuer.ts'
import { adapterToken, openWorld, type World } from './support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

async function published(caseId: string): Promise<PublicEvent[]> {
  const { log, publications } = world.service
  const { events } = await log.stream(`case/${caseId}`)
  return events.flatMap((recorded) => {
    const event = publish('routing', publications, recorded)
    return event ? [assertPublic(event)] : []
  })
}

describe('a case over HTTP', () => {
  it('is opened and assigned by what intake says, and shows what can be done with it', async () => {
    const caseId = await world.file({ theme: 'cartera' })
    const { status, headers, body } = await world.call.get(`/v1/cases/${caseId}`)
    expect(status).toBe(200)
    expect(headers.get('etag')).toBe('"3"')
    expect(body).toMatchObject({
      ...{ caseId, entity: 'icetex', procedure: 'pqrsd', procedureVersion: 1, kind: 'queja', version: 3 },
      ...{ state: 'asignada', stateName: 'Asignada', clock: 'runs', final: false },
      ...{ area: 'recuperacion-cumplimiento', level: 3, rule: 'typification-3', automatic: [] },
    })
    expect(body.moves).toContainEqual({
      ...{
        transition: 'requerir:asignada',
        action: 'suspend',
        to: 'requerida',
        reason: 'Petición incompleta',
      },
      lacks: {
        note: true,
        evidence: [{ id: 'requerimiento', name: 'Requerimiento enviado al peticionario' }],
        outcome: [],
        escalation: false,
      },
    })
    expect((await published(caseId)).map(({ type }) => type)).toEqual([
      'ventanilla.routing.CaseOpened.v2',
      'ventanilla.routing.CaseAssigned.v1',
      'ventanilla.routing.CaseMoved.v1',
    ])
  })

  it('is answered, and its words go to the vault under the key of its person', async () => {
    const personRef = randomUUID()
    const caseId = await world.file({ personRef })
    const secret = 'Doña Ana, su crédito quedó al día'
    const { status, headers, body } = await world.call.move(caseId, {
      ...{ action: 'answer', outcome: 'a-favor-del-usuario', product: 'credito-pregrado' },
      ...{ text: secret, note: 'La llamé' },
    })
    expect(status).toBe(200)
    expect(headers.get('etag')).toBe('"6"')
    expect(body).toMatchObject({
      ...{ state: 'respondida', clock: 'ends', final: false, flags: [], product: 'credito-pregrado' },
      ...{ outcome: 'a-favor-del-usuario', answeredOn: '2026-11-23' },
    })
    const events = await published(caseId)
    expect(JSON.stringify(events)).not.toContain('Ana')
    const answered = events.find((event) => event.type === 'ventanilla.routing.CaseAnswered.v1')
    const vault = await world.openVault()
    expect(await vault.get(answered?.data.textRef ?? '')).toBe(secret)
    await vault.erase(personRef, { actor: 'prueba', reason: 'derecho de supresión', at: world.clock.now() })
    expect(await vault.get(answered?.data.textRef ?? '')).toBeUndefined()
    const late = await world.call.move(caseId, { transition: 'reabrir-sin-fondo', note: 'Falta algo' })
    expect([late.status, late.body.code]).toEqual([409, 'person-erased'])
    expect((await world.call.move(caseId, { action: 'close' })).body.state).toBe('cerrada')
  })

  it('keeps the notes of an anonymous case under its own key', async () => {
    const caseId = await world.file({ personRef: undefined, mode: 'anonymous' })
    const { body } = await world.call.move(caseId, { transition: 'anular-error', note: 'Era una prueba' })
    expect(body).toMatchObject({ state: 'anulada', final: true, moves: [] })
    const moved = (await published(caseId)).findLast((one) => one.type === 'ventanilla.routing.CaseMoved.v1')
    const vault = await world.openVault()
    expect(await vault.get(moved?.data.noteRef ?? '')).toBe('Era una prueba')
    await vault.erase(caseId, { actor: 'prueba', reason: 'supresión', at: world.clock.now() })
    expect(await vault.get(moved?.data.noteRef ?? '')).toBeUndefined()
  })

  it('refuses with a code, the field at fault and what is allowed', async () => {
    const caseId = await world.file({ personRef: undefined })
    const refused = await world.call.move(caseId, { action: 'close' })
    expect(refused.status).toBe(409)
    expect(refused.headers.get('content-type')).toContain('application/problem+json')
    expect(refused.body).toMatchObject({ code: 'transition-not-allowed', state: 'asignada', version: 3 })
    expect(refused.body.allowed.map((one: { transition: string }) => one.transition)).toContain(
      'iniciar:asignada',
    )
    const lacking = await world.call.move(caseId, { action: 'suspend', note: 'Falta la cédula' })
    expect([lacking.status, lacking.body.code, lacking.body.field]).toEqual([
      422,
      'evidence-missing',
      'body.evidence',
    ])
    expect((await world.call.get(`/v1/cases/${caseId}`)).body.version).toBe(3)
  })

  it.each([
    [{}, 'body.transition'],
    [{ action: 'start', transition: 'iniciar' }, 'body.transition'],
    [{ to: 'en-tramite' }, 'body.reason'],
    [{ action: 'start', name: 'Ana' }, 'body.name'],
    [{ action: 'start', on: '2026-02-30' }, 'body.on'],
    [{ action: 'start', on: '9999-01-01' }, 'body.on'],
    [{ action: 'start', evidence: [{ id: 'x', ref: 'la carta de Ana' }] }, 'body.evidence[0].ref'],
    [{ action: 'answer', outcome: 'Muy bien' }, 'body.outcome'],
  ])('refuses what is no move: %j', async (body, field) => {
    const caseId = await world.file()
    const refused = await world.call.move(caseId, body)
    expect([refused.status, refused.body.code, refused.body.field]).toEqual([400, 'validation-failed', field])
  })

  it('lets nobody in without the scope, nor with a token of another entity', async () => {
    const caseId = await world.file()
    const body = { action: 'start' }
    const as = async (scope: string, claims = {}) =>
      (await world.call.move(caseId, body, { token: token(scope, claims) })).body.code
    expect(await as('cases:read')).toBe('scope-missing')
    expect(await as('filings:write')).toBe('scope-missing')
    expect(await as('cases:work', { entity: 'cisa' })).toBe('scope-missing')
    const recorded = { ...body, recordedBy: 'sistema-anterior' }
    expect((await world.call.move(caseId, recorded)).body.code).toBe('scope-missing')
    expect((await world.call.get('/v1/cases/no-uuid')).status).toBe(400)
    expect((await world.call.get('/v1/cases/6f1c2a6e-6a5a-5b52-8f2b-0f7f6f1e2d3d')).body.code).toBe(
      'not-found',
    )
    expect(await as('cases:work', { entity: 'icetex' })).toBeUndefined()
  })
})

describe('what another system recorded', () => {
  it('is taken with its date and flagged, where a user is refused', async () => {
    const caseId = await world.file({ recordedBy: 'archivo.csv' })
    const early = { action: 'answer', outcome: 'parcial', on: '2026-11-19' }
    const refused = await world.call.move(caseId, early)
    expect([refused.status, refused.body.code, refused.body.field]).toEqual([
      422,
      'answered-before-filed',
      'body.on',
    ])
    const taken = await world.call.move(
      caseId,
      { ...early, recordedBy: 'archivo.csv' },
      { token: adapterToken },
    )
    expect(taken.body).toMatchObject({ flags: ['answered-before-filed'], answeredOn: '2026-11-19' })
    const [, , , answered] = await published(caseId)
    expect(answered).toMatchObject({
      type: 'ventanilla.routing.CaseAnswered.v1',
      data: { on: '2026-11-19', flags: ['answered-before-filed'], recordedBy: 'archivo.csv' },
      // The case is not older than its filing, whatever the answer says.
      at: '2026-11-23T14:00:00.000Z',
      actor: 'adaptador',
    })
  })
})
