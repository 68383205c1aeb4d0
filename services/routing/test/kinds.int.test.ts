import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { adapterToken, openWorld, type World } from './support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
  world.clock.advance('2026-12-02T14:00:00.000Z')
})
afterAll(() => world[Symbol.asyncDispose]())

const sent = {
  ...{ transition: 'remitir-por-falta', note: 'Un funcionario habría pedido dinero' },
  evidence: [{ id: 'oficio-remisorio', ref: 'file:oficio' }],
}
const asked = { evidence: [{ id: 'requerimiento', ref: 'file:requerimiento' }], note: 'Falta algo' }
const named = (moves: { transition: string }[]) => moves.map(({ transition }) => transition)

describe('a move that is for some kinds alone', () => {
  it('is told of to who can make it, gives the case to its area, and leaves the term running', async () => {
    const caseId = await world.file({ kind: 'denuncia', theme: 'certificaciones' })
    const now = await world.call.get(`/v1/cases/${caseId}/moves`)
    const here = now.body.moves.find(({ transition }: { transition: string }) =>
      transition.startsWith('remitir-por-falta'),
    )
    expect(here.lacks.map(({ code }: { code: string }) => code)).toEqual([
      'note-required',
      'evidence-missing',
    ])
    const { status, body } = await world.call.move(caseId, sent)
    expect([status, body.code]).toEqual([200, undefined])
    expect(body).toMatchObject({
      ...{ state: 'en-control-disciplinario', clock: 'runs', final: false },
      ...{ area: 'control-disciplinario-interno', level: 2, rule: 'move-remitir-por-falta' },
    })
    const back = await world.call.move(caseId, { transition: 'devolver-sin-merito', note: 'No hay mérito' })
    expect(back.body).toMatchObject({ state: 'en-tramite', area: 'grupo-gestion-servicio', level: 2 })
    const again = await world.call.move(caseId, { ...sent, transition: 'remitir-por-corrupcion' })
    expect(again.body).toMatchObject({ state: 'en-control-disciplinario' })
    const answer = { action: 'answer', outcome: 'trasladada', text: 'La investiga control disciplinario.' }
    expect((await world.call.move(caseId, answer)).body).toMatchObject({
      ...{ state: 'respondida', clock: 'ends', outcome: 'trasladada' },
    })
  })

  it('is not told of for another kind, and is refused with that kind’s name', async () => {
    const caseId = await world.file({ kind: 'queja', theme: 'certificaciones' })
    const now = await world.call.get(`/v1/cases/${caseId}/moves`)
    const view = await world.call.get(`/v1/cases/${caseId}`)
    for (const moves of [now.body.moves, view.body.moves])
      expect(named(moves).filter((name) => name.startsWith('remitir'))).toEqual([])
    const { status, body } = await world.call.move(caseId, sent)
    expect([status, body.code]).toEqual([409, 'transition-not-for-kind'])
    expect(body.detail).toBe('El caso es de tipo «Queja», y ese movimiento es solo para: «Denuncia».')
    expect(named(body.allowed)).toEqual(named(view.body.moves))
  })

  it('is taken of any kind when another system recorded it, and no deviation is made of it', async () => {
    const caseId = await world.file({ kind: 'queja', theme: 'certificaciones' })
    const recorded = { ...sent, recordedBy: 'sistema-anterior' }
    const { status, body } = await world.call.move(caseId, recorded, { token: adapterToken })
    expect([status, body.state]).toEqual([200, 'en-control-disciplinario'])
    const { body: found } = await world.call.get('/v1/conformance?entity=icetex')
    expect(found.deviations).toEqual([])
  })
})

it('a tacit withdrawal of a claim on personal data waits two months, of others one (Ley 1581 art. 15)', async () => {
  const [claim, other] = [
    await world.file({ kind: 'datos-personales-reclamo' }),
    await world.file({ kind: 'informacion' }),
  ]
  for (const caseId of [claim, other])
    expect((await world.call.move(caseId, { action: 'suspend', ...asked })).status).toBe(200)
  const waits = async (caseId: string) => {
    const { body } = await world.call.get(`/v1/cases/${caseId}/moves`)
    const tacit = body.moves.find(
      ({ transition }: { transition: string }) => transition === 'desistimiento-tacito',
    )
    return tacit.lacks.filter(({ code }: { code: string }) => code === 'too-soon')[0]?.detail
  }
  expect(await waits(claim)).toBe('Se puede hacer después del 2 de febrero de 2027.')
  expect(await waits(other)).toBe('Se puede hacer después del 2 de enero de 2027.')
  world.clock.advance('2027-01-03T14:00:00.000Z')
  expect(await waits(claim)).toBe('Se puede hacer después del 2 de febrero de 2027.')
  expect(await waits(other)).toBeUndefined()
  world.clock.advance('2027-02-03T14:00:00.000Z')
  expect(await waits(claim)).toBeUndefined()
})
