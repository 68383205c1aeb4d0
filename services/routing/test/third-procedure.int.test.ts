import { join } from 'node:path'
import { publish } from '@ventanilla/bus'
import { assertPublic } from '@ventanilla/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { token } from './support/issuer.ts'
import { openWorld, type World } from './support/world.ts'

/** The museum's loans: a procedure by its file alone. */
const entities = join(import.meta.dirname, 'fixtures/entities')

let world: World
beforeAll(async () => {
  world = await openWorld({ entities })
})
afterAll(() => world[Symbol.asyncDispose]())

const as = (subject: string) => ({ token: token('cases:read cases:work', { subject }) })
const ana = as('registradora-1')
const bea = as('conservadora-2')
const program = as('consola')
const ask = () => world.file({ procedure: 'prestamos', kind: 'pieza', channel: 'correo' }, 'museo')

const asked = {
  ...{ sala: 'Sala de María Ruiz', catalogo: 'CE-0042', desde: '2026-12-01', hasta: '2026-12-20' },
  ...{ vigilancia: 'contratada', empresa: 'Vigías de Luis', piezas: 2 },
}
const handed = {
  ...{ estado: ['bueno', 'fisura'], dano: 'La fisura que vio Rosa', seguro: 12_000_000, humedad: 45.5 },
  acta: { ref: 'sha256:ab', mediaType: 'application/pdf' },
}
const opinion = { id: 'concepto', ref: 'archivo:1', by: 'conservacion' }

async function lacksOf(caseId: string, transition: string, who = ana) {
  const { body } = await world.call.get(`/v1/cases/${caseId}/moves`, who)
  const move = body.moves.find((one: { transition: string }) => one.transition === transition)
  return move.lacks.map(({ code, about, field }: Record<string, string>) => [code, about ?? field])
}

/** Refused with that code, and the case stays where it was. */
async function refused(caseId: string, body: unknown, code: string, who = ana) {
  const before = (await world.call.get(`/v1/cases/${caseId}`)).body.version
  const reply = await world.call.move(caseId, body, who)
  expect([reply.body.code, reply.headers.get('content-type')]).toEqual([
    code,
    expect.stringContaining('application/problem+json'),
  ])
  expect((await world.call.get(`/v1/cases/${caseId}`)).body.version).toBe(before)
  return reply
}

async function made(caseId: string, body: unknown, state: string, who = ana) {
  const reply = await world.call.move(caseId, body, who)
  expect([reply.status, reply.body.state, reply.body.detail]).toEqual([200, state, undefined])
  return reply.body
}

describe('a procedure that no code knows', () => {
  it('runs from the filing to its end, and at every step refuses what is not in its file', async () => {
    const caseId = await ask()
    const { body } = await world.call.get(`/v1/cases/${caseId}`)
    expect(body).toMatchObject({
      entity: 'museo',
      state: 'pedida',
      area: 'registro',
      level: 1,
      clock: 'runs',
    })
    expect(body.form.missing).toEqual(['sala', 'catalogo', 'desde', 'hasta', 'vigilancia'])
    expect(await lacksOf(caseId, 'estudiar')).toEqual([
      ['officer-missing', undefined],
      ...['sala', 'catalogo', 'desde', 'hasta', 'vigilancia'].map((field) => ['form-incomplete', field]),
    ])
    await refused(caseId, { action: 'start' }, 'officer-missing')
    const officer = { area: 'registro', level: 1, officer: 'registradora-1', note: 'Le toca' }
    await world.call.post(`/v1/cases/${caseId}/assignment`, officer, ana)
    await refused(caseId, { action: 'start' }, 'form-incomplete')
    const filled = await world.call.fill(caseId, asked, ana)
    expect([filled.status, filled.body.form.missing]).toEqual([200, []])
    expect(await lacksOf(caseId, 'estudiar')).toEqual([])
    await made(caseId, { action: 'start' }, 'en-estudio')

    await refused(caseId, { action: 'suspend' }, 'note-required')
    await made(caseId, { action: 'suspend', note: 'No se lee' }, 'por-aclarar')
    await refused(caseId, { transition: 'aprobar' }, 'transition-not-allowed')
    await made(caseId, { action: 'resume' }, 'en-estudio')

    const about = { theme: 'exposicion', product: 'ceramica' }
    expect(await lacksOf(caseId, 'aprobar')).toEqual([
      ['evidence-missing', 'concepto'],
      ['not-classified', 'body.theme'],
      ['not-classified', 'body.product'],
    ])
    await refused(caseId, { transition: 'aprobar', ...about }, 'evidence-missing')
    const { by: _, ...unsigned } = opinion
    const approve = (evidence: object, more = about) => ({
      transition: 'aprobar',
      evidence: [evidence],
      ...more,
    })
    await refused(caseId, approve(unsigned), 'evidence-giver-missing')
    await refused(caseId, approve({ ...opinion, by: 'direccion' }), 'evidence-giver-not-allowed')
    await refused(caseId, approve({ ...opinion, by: 'cafeteria' }), 'area-unknown')
    await refused(caseId, approve(opinion, { theme: 'exposicion' } as typeof about), 'not-classified')
    await refused(caseId, { ...approve(opinion), form: {} }, 'form-not-asked')
    await made(caseId, approve(opinion), 'aprobada')
    const changed = await world.call.fill(caseId, { ...asked, piezas: 20 }, ana)
    expect([changed.status, changed.body.code]).toEqual([409, 'form-closed'])

    expect(await lacksOf(caseId, 'visar')).toEqual([
      ['same-person', 'estudiar'],
      ['same-person', 'aprobar'],
    ])
    const same = await refused(caseId, { transition: 'visar' }, 'same-person')
    expect([same.status, same.body.detail]).toEqual([409, expect.stringContaining('«Se estudia»')])
    expect((await refused(caseId, { transition: 'visar' }, 'person-required', program)).status).toBe(403)
    expect(await lacksOf(caseId, 'visar', bea)).toEqual([])
    await made(caseId, { transition: 'visar' }, 'visada', bea)

    const receipt = { evidence: [{ id: 'firma', ref: 'archivo:2' }] }
    const wrong = {
      ...handed,
      estado: ['fisura'],
      dano: undefined,
      seguro: -1,
      humedad: 45.55,
      color: 'ocre',
    }
    const bad = await refused(caseId, { action: 'answer', ...receipt, form: wrong }, 'form-invalid')
    expect([bad.status, bad.body.field]).toEqual([422, 'body.form.seguro'])
    expect(bad.body.errors.map(({ field, code }: Record<string, string>) => [field, code])).toEqual([
      ['body.form.seguro', 'too-small'],
      ['body.form.humedad', 'too-many-decimals'],
      ['body.form.color', 'unknown-field'],
      ['body.form.dano', 'required'],
    ])
    const answered = await made(caseId, { action: 'answer', ...receipt, form: handed }, 'entregada')
    expect(answered).toMatchObject({
      clock: 'ends',
      outcome: 'a-favor-del-usuario',
      answeredOn: '2026-11-23',
    })

    const moves = await world.call.get(`/v1/cases/${caseId}/moves`, bea)
    expect(moves.headers.get('etag')).toBe(`"${answered.version}"`)
    expect(moves.body.moves[0].lacks).toMatchObject([{ code: 'too-soon', field: 'body.on' }])
    expect(moves.body.waits).toEqual([
      {
        ...{ transition: 'dar-por-devuelta', to: 'devuelta', reason: 'Pasó el plazo' },
        at: '2027-06-02T05:00:00.000Z',
      },
    ])
    await refused(caseId, { action: 'close' }, 'too-soon', bea)
    await refused(caseId, { transition: 'dar-por-devuelta' }, 'transition-by-system', bea)
    world.clock.advance('2026-11-26T14:00:00.000Z')
    expect(await lacksOf(caseId, 'devolver')).toEqual([])
    expect(await made(caseId, { action: 'close' }, 'devuelta')).toMatchObject({ final: true, moves: [] })
    expect((await world.call.fill(caseId, asked, ana)).body.code).toBe('case-closed')
    await nobodyNamed(caseId)
  })

  it('shows its forms, letters and indicators as its owner wrote them', async () => {
    const { body } = await world.call.get('/v1/procedures/museo/prestamos')
    expect(body.forms.map(({ id }: { id: string }) => id)).toEqual(['solicitud', 'apuro', 'entrega'])
    expect(body.templates).toMatchObject([
      { file: 'plantillas/entrega.md', version: 3, approvedBy: 'Oficina jurídica', approvedOn: '2025-11-30' },
    ])
    expect(body.indicators).toMatchObject([
      { formula: 'timeliness', target: 95, direction: 'up', dimension: 'area' },
      { formula: 'averageDays', unit: 'días calendario', kinds: ['pieza'] },
    ])
    const visar = body.transitions.find(({ id }: { id: string }) => id === 'visar')
    expect(visar.fourEyes).toEqual(['estudiar', 'aprobar'])
  })

  it('asks a kind without a form for none', async () => {
    const caseId = await world.file({ procedure: 'prestamos', kind: 'consulta', channel: 'correo' }, 'museo')
    expect((await world.call.get(`/v1/cases/${caseId}`)).body.form).toBeUndefined()
    expect(await lacksOf(caseId, 'estudiar')).toEqual([['officer-missing', undefined]])
    expect((await world.call.fill(caseId, asked, ana)).body.code).toBe('form-not-asked')
  })
})

/** The words of the forms are in the vault under the key of the person, and in no fact, published or not. */
async function nobodyNamed(caseId: string) {
  const { log, publications } = world.service
  const { events } = await log.stream(`case/${caseId}`)
  const all = JSON.stringify([events, events.map((one) => publish('routing', publications, one))])
  for (const name of ['María', 'Luis', 'Rosa', 'CE-0042']) expect(all).not.toContain(name)
  for (const event of events) {
    const draft = publish('routing', publications, event)
    if (draft) assertPublic(draft)
  }
  const forms = events.flatMap(({ data }) => (data.form === undefined ? [] : [data.form as { ref: string }]))
  expect(forms).toMatchObject([
    {
      ...{ id: 'solicitud', texts: ['sala', 'catalogo', 'empresa'] },
      values: { desde: '2026-12-01', hasta: '2026-12-20', vigilancia: 'contratada', piezas: 2 },
    },
    { id: 'entrega', texts: ['dano'], values: { seguro: 12_000_000, humedad: 45.5 } },
  ])
  const vault = await world.openVault()
  expect(await vault.get(forms[0]?.ref ?? '')).toEqual({
    ...{ sala: asked.sala, catalogo: asked.catalogo, empresa: asked.empresa },
  })
  expect(await vault.get(forms[1]?.ref ?? '')).toEqual({ dano: handed.dano })
}
