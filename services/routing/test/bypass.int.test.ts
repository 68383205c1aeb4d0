import { exampleForm, kindForm } from '@ventanilla/procedures'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { procedureOf } from './support/cases.ts'
import { token } from './support/issuer.ts'
import { openWorld, type World } from './support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
  // Under the second version, whose form says which area asks.
  world.clock.advance('2026-12-02T14:00:00.000Z')
})
afterAll(() => world[Symbol.asyncDispose]())

const manager = { token: token('cases:read cases:work', { subject: 'profesional-1' }) }
const form = kindForm(procedureOf('publicaciones', 2), 'campana')
const asked = (area: string) => ({
  ...(form && exampleForm(form, '2026-12-02')),
  'area-solicitante': area,
})

const approvals = [
  { id: 'aprobacion-comunicaciones', ref: 'archivo:1', by: 'oficina-asesora-comunicaciones' },
  { id: 'visto-bueno-areas', ref: 'archivo:2', by: 'gestion-operaciones' },
]
const boss = { id: 'aprobacion-del-jefe', ref: 'archivo:3', by: 'gestion-operaciones' }

async function inProcess(area: string): Promise<string> {
  const caseId = await world.file({
    procedure: 'publicaciones',
    kind: 'campana',
    channel: 'gestor-de-servicios',
  })
  expect((await world.call.move(caseId, { action: 'start' }, manager)).body.detail).toBeUndefined()
  const filled = await world.call.fill(caseId, asked(area), manager)
  expect([filled.status, filled.body.form?.missing, filled.body.detail]).toEqual([200, [], undefined])
  return caseId
}

const evidenceOf = async (caseId: string) => {
  const { body } = await world.call.get(`/v1/cases/${caseId}`)
  const solve = body.moves.find(({ action }: { action?: string }) => action === 'solve')
  return solve.lacks.evidence.map(({ id }: { id: string }) => id)
}

it('excuses the area that publishes without filing, as the form of the case says it', async () => {
  const caseId = await inProcess('grupo-comercial-mercadeo')
  expect(await evidenceOf(caseId)).toEqual(['aprobacion-comunicaciones', 'visto-bueno-areas'])
  const reply = await world.call.move(caseId, { action: 'solve', evidence: approvals }, manager)
  expect([reply.status, reply.body.state, reply.body.detail]).toEqual([200, 'solucionado', undefined])
  const change = await world.call.fill(caseId, asked('gestion-operaciones'), manager)
  expect([change.status, change.body.code]).toEqual([409, 'form-closed'])
})

it('and no other area, nor one that was corrected before the solution', async () => {
  const caseId = await inProcess('grupo-comercial-mercadeo')
  await world.call.fill(caseId, asked('gestion-operaciones'), manager)
  expect(await evidenceOf(caseId)).toContain('aprobacion-del-jefe')
  const refused = await world.call.move(caseId, { action: 'solve', evidence: approvals }, manager)
  expect([refused.status, refused.body.code]).toEqual([422, 'evidence-missing'])
  const reply = await world.call.move(caseId, { action: 'solve', evidence: [...approvals, boss] }, manager)
  expect([reply.status, reply.body.detail]).toEqual([200, undefined])
})
