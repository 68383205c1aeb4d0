import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { token } from './support/issuer.ts'
import { openWorld, type World } from './support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
  world.clock.advance('2026-12-02T14:00:00.000Z')
})
afterAll(() => world[Symbol.asyncDispose]())

const officer = { token: token('cases:work cases:read', { client: 'consola', subject: 'u-7' }) }
const reader = { token: token('cases:read') }
const form = { 'atencion-preferencial': true, situacion: 'Baja visión' }

async function filled(personRef: string) {
  const caseId = await world.file({ kind: 'informacion', personRef })
  const { status, body } = await world.call.fill(caseId, form, officer)
  expect(status).toBe(200)
  return { caseId, view: body.form }
}

it('what a form says of a person that the law protects is in no fact, no list and no view', async () => {
  const { caseId, view } = await filled(randomUUID())
  const fields = ['atencion-preferencial', 'situacion']
  expect(view).toEqual({ id: 'atencion', values: {}, texts: fields, missing: [] })
  const { body: list } = await world.call.get('/v1/cases?entity=icetex', reader)
  const { body: one } = await world.call.get(`/v1/cases/${caseId}`, reader)
  expect(one.form.values).toEqual({})
  const { events } = await world.service.log.stream(`case/${caseId}`)
  const fact = events.find(({ type }) => type === 'CaseFormFilled')
  expect(fact?.data.form).toEqual({ id: 'atencion', values: {}, texts: fields, ref: expect.any(String) })
  expect(JSON.stringify([list, one, events])).not.toMatch(/Baja|"atencion-preferencial":/)
})

it('is read by who attends the case, for a purpose that is said, and every look leaves its mark', async () => {
  const personRef = randomUUID()
  const { caseId } = await filled(personRef)
  const path = `/v1/cases/${caseId}/forms`
  expect(await world.call.get(`${path}?purpose=attend`, reader)).toMatchObject({
    status: 403,
    body: { code: 'scope-missing' },
  })
  for (const query of ['', '?purpose=curiosity'])
    expect(await world.call.get(`${path}${query}`, officer)).toMatchObject({
      status: 400,
      body: { field: 'query.purpose' },
    })
  expect((await world.service.log.stream(`access/${caseId}`)).events).toEqual([])

  const { status, body } = await world.call.get(`${path}?purpose=adjust`, officer)
  expect([status, body]).toEqual([
    200,
    { items: [{ form: 'atencion', on: '2026-12-02', values: {}, words: form }] },
  ])
  const { events } = await world.service.log.stream(`access/${caseId}`)
  expect(events).toMatchObject([
    {
      type: 'FormRead',
      actor: 'u-7',
      data: { caseId, purpose: 'adjust', fields: ['atencion.atencion-preferencial', 'atencion.situacion'] },
    },
  ])

  const vault = await world.openVault()
  await vault.erase(personRef, { actor: 'prueba', reason: 'supresión', at: world.clock.now() })
  expect(await world.call.get(`${path}?purpose=holder`, officer)).toMatchObject({
    status: 409,
    body: { code: 'person-erased' },
  })
})

it('the ground of a priority is read for a purpose, with what was asked for because of it', async () => {
  const caseId = await world.file({ kind: 'informacion', theme: 'certificaciones' })
  await world.call.move(caseId, { action: 'start' })
  const form = { motivo: 'vida-o-integridad', razones: 'Las del acto', medidas: 'Se llamó' }
  expect((await world.call.move(caseId, { transition: 'conceder-prioridad', form })).status).toBe(200)
  const { body: one } = await world.call.get(`/v1/cases/${caseId}`, reader)
  expect(one.priority).toMatchObject({ is: 'granted' })
  const { body: why } = await world.call.get(`/v1/cases/${caseId}/assignment`, reader)
  const { events } = await world.service.log.stream(`case/${caseId}`)
  expect(JSON.stringify([one, why, events])).not.toMatch(/vida|medidas|Se llamó/)
  const { body } = await world.call.get(`/v1/cases/${caseId}/forms?purpose=attend`, officer)
  expect(body.items).toMatchObject([{ form: 'prioridad', values: {}, words: form }])
})

it('words that came with a move are read the same way', async () => {
  const caseId = await world.file({ kind: 'informacion', theme: 'certificaciones' })
  await world.call.move(caseId, { action: 'start' })
  const asked = { motivo: 'periodista', hechos: 'Sale mañana' }
  const [asking, denied] = [{ ...asked, 'quien-la-pide': 'peticionario' }, { razones: 'No hay riesgo' }]
  for (const [transition, form] of [
    ['pedir-prioridad', asking],
    ['negar-prioridad', denied],
  ] as const)
    expect((await world.call.move(caseId, { transition, form })).status).toBe(200)
  const { body } = await world.call.get(`/v1/cases/${caseId}/forms?purpose=attend`, officer)
  const on = '2026-12-02'
  expect(body.items).toEqual([
    {
      ...{ form: 'solicitud-de-prioridad', transition: 'pedir-prioridad:en-tramite', on },
      ...{ values: { 'quien-la-pide': 'peticionario' }, words: asked },
    },
    {
      ...{ form: 'prioridad-negada', transition: 'negar-prioridad:en-tramite', on },
      ...{ values: {}, words: denied },
    },
  ])
})
