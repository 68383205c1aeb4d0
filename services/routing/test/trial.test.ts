import { describe, expect, it } from 'vitest'
import { tryCase } from '../src/trial.ts'
import { calendar, icetex, pqrsd, procedureOf, publicaciones } from './support/cases.ts'

const received = {
  type: 'received',
  at: '2026-11-20T15:00:00.000Z',
  kind: 'queja',
  channel: 'virtual',
} as const
const monday = '2026-11-23T14:00:00.000Z'
const types = (told: readonly { type: string }[]) => told.map(({ type }) => type.split('.').at(-2))

describe('a case that is tried on nothing', () => {
  it('is opened, assigned and moved on as the service does it, and tells what the others would hear', async () => {
    const trial = tryCase({ entity: icetex, procedure: pqrsd, calendar })
    expect(await trial.standing(monday)).toBeUndefined()
    const { refused, told } = await trial.tell(received)
    expect([refused, types(told)]).toEqual([undefined, ['CaseOpened', 'CaseAssigned', 'CaseMoved']])
    expect(
      told.every(
        ({ subject, source, entity }) =>
          `${source} ${entity} ${subject}` === `routing icetex ${trial.caseId}`,
      ),
    ).toBe(true)
    const standing = await trial.standing(monday)
    expect(standing).toMatchObject({
      stateName: 'Asignada',
      waits: [],
      case: { state: 'asignada', level: 2 },
    })
    expect(standing?.moves.find(({ transition }) => transition === 'requerir:asignada')?.lacks).toEqual([
      expect.objectContaining({ code: 'note-required' }),
      expect.objectContaining({ code: 'evidence-missing', about: 'requerimiento' }),
    ])
  })

  it('refuses with the code and the title of the service, and stays as it was', async () => {
    const trial = tryCase({ entity: icetex, procedure: pqrsd, calendar })
    await trial.tell(received)
    const before = await trial.standing(monday)
    const asked = { type: 'moved', at: monday, name: { action: 'suspend' }, note: true } as const
    expect(await trial.tell(asked)).toEqual({
      refused: {
        ...{ code: 'evidence-missing', title: 'Falta adjuntar evidencia', field: 'body.evidence' },
        detail: expect.stringContaining('requerimiento'),
      },
      told: [],
    })
    expect(await trial.standing(monday)).toEqual(before)
    const given = await trial.tell({ ...asked, evidence: [{ id: 'requerimiento', ref: 'x' }] })
    expect(types(given.told)).toEqual(['CaseMoved'])
    const assigned = await trial.tell({ type: 'assigned', at: monday, area: 'gestion-archivo', level: 3 })
    expect(assigned.refused?.code).toBe('escalation-not-allowed')
    const classified = await trial.tell({ type: 'classified', at: monday, theme: 'nada' })
    expect(classified.refused?.code).toBe('theme-not-of-entity')
    const filled = await trial.tell({ type: 'filled', at: monday, form: { a: 1 } })
    expect(filled.refused?.code).toBe('form-not-asked')
  })

  it('makes by itself what the engine makes, at its instant and not before', async () => {
    const trial = tryCase({ entity: icetex, procedure: publicaciones, calendar })
    await trial.tell({ ...received, kind: 'campana', channel: 'gestor-de-servicios' })
    await trial.tell({ type: 'moved', at: received.at, name: { action: 'start' } })
    const evidence = publicaciones.evidence.map(({ id }) => ({ id, ref: 'x' }))
    const solved = await trial.tell({
      type: 'moved',
      at: received.at,
      name: { action: 'solve' },
      text: true,
      evidence,
    })
    expect(solved.refused).toBeUndefined()
    const over = '2026-11-26T05:00:00.000Z'
    expect((await trial.standing(monday))?.waits).toMatchObject([
      { transition: 'cerrar-por-tiempo', at: over },
    ])
    expect(await trial.wait('2026-11-26T04:59:59.000Z')).toBeUndefined()
    const made = await trial.wait('2027-01-01T00:00:00.000Z')
    expect([made?.at, types(made?.told ?? [])]).toEqual([over, ['CaseAnswered', 'CaseMoved']])
    expect(await trial.wait('2027-01-01T00:00:00.000Z')).toBeUndefined()
  })

  it('says why it can’t be opened, and what is recorded of another system is taken', async () => {
    const lost = tryCase({ entity: icetex, procedure: pqrsd, calendar })
    await lost.tell({ ...received, kind: 'nada' })
    expect([await lost.notOpened(), await lost.standing(monday)]).toEqual(['kind-unknown', undefined])
    const past = { ...pqrsd, valid: { from: '2022-09-06', to: '2026-01-31' } }
    const late = tryCase({ entity: icetex, procedure: past, calendar })
    await late.tell(received)
    expect(await late.notOpened()).toBe('procedure-not-in-force')
    const trial = tryCase({ entity: icetex, procedure: pqrsd, calendar })
    await trial.tell(received)
    const name = { action: 'answer' }
    const recorded = await trial.tell({
      type: 'moved',
      at: monday,
      name,
      recordedBy: 'otro',
      on: '2026-11-22',
    })
    expect([recorded.refused, types(recorded.told)]).toEqual([undefined, ['CaseAnswered', 'CaseMoved']])
  })
})

describe('a move that is for some kinds alone', () => {
  const denuncia = { ...received, at: '2026-12-02T15:00:00.000Z', kind: 'denuncia' } as const
  const sent = {
    ...({ type: 'moved', at: '2026-12-03T15:00:00.000Z', note: true } as const),
    name: { transition: 'remitir-por-falta' },
    evidence: [{ id: 'oficio-remisorio', ref: 'x' }],
  }

  it('is tried as the service makes it, and refused to the others with their kind', async () => {
    const later = procedureOf('pqrsd', 2)
    const trial = tryCase({ entity: icetex, procedure: later, calendar })
    await trial.tell(denuncia)
    expect(types((await trial.tell(sent)).told)).toEqual(['CaseMoved', 'CaseAssigned'])
    expect((await trial.standing(sent.at))?.case).toMatchObject({
      ...{ state: 'en-control-disciplinario', area: 'control-disciplinario-interno' },
    })
    const other = tryCase({ entity: icetex, procedure: later, calendar })
    await other.tell({ ...denuncia, kind: 'queja' })
    const { refused } = await other.tell(sent)
    expect(refused).toMatchObject({
      code: 'transition-not-for-kind',
      detail: expect.stringContaining('«Queja»'),
    })
  })
})
