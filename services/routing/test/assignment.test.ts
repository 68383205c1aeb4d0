import { isRefusal } from '@ventanilla/decider'
import { given } from '@ventanilla/decider/testing'
import type { Procedure } from '@ventanilla/procedures'
import { describe, expect, it } from 'vitest'
import type { Assign } from '../src/domain/assign.ts'
import { caseDecider } from '../src/domain/case-decider.ts'
import type { Classify } from '../src/domain/classify.ts'
import { calendar, caseId, caseIn, friday, icetex, noteRef, pqrsd, publicaciones } from './support/cases.ts'
import { move } from './support/commands.ts'

const assign = (area: string, level: number, about: Partial<Assign> = {}): Assign => ({
  ...{ type: 'Assign', area, level, noteRef, on: friday, procedure: pqrsd, entity: icetex },
  ...{ calendar, evidence: [] },
  ...about,
})
const inState = (state: string, kind = 'queja') => given(caseDecider, ...caseIn(pqrsd, state, { kind }))

describe('an assignment by hand', () => {
  it('goes to any area at a level that is not of the mission areas', () => {
    inState('asignada', 'sugerencia')
      .when(assign('grupo-gestion-servicio', 2, { officer: 'agente-7' }))
      .then({
        type: 'CaseAssigned',
        data: {
          ...{ caseId, area: 'grupo-gestion-servicio', level: 2, officer: 'agente-7' },
          ...{ rule: 'by-hand', noteRef },
        },
      })
  })

  it('to a mission area is an escalation, with its move where the case stands in one that has it', () => {
    const decision = caseDecider.decide(assign('gestion-operaciones', 3), inState('en-tramite').state)
    expect(decision).toMatchObject([
      { type: 'CaseAssigned', data: { area: 'gestion-operaciones', level: 3 } },
      { type: 'CaseMoved', data: { transition: 'escalar:en-tramite', to: 'escalada', noteRef } },
    ])
    expect(caseDecider.decide(assign('gestion-operaciones', 3), inState('radicada').state)).toHaveLength(1)
  })

  it('escalates only the kinds and to the areas that the procedure allows', () => {
    const refused = 'escalation-not-allowed'
    inState('asignada', 'sugerencia').when(assign('gestion-operaciones', 3)).thenRefused(refused)
    inState('asignada', 'sugerencia').when(assign('gestion-operaciones', 1)).thenRefused(refused)
    inState('asignada').when(assign('gestion-archivo', 3)).thenRefused(refused)
    given(caseDecider, ...caseIn(publicaciones, 'registrado'))
      .when(assign('gestion-archivo', 1, { procedure: publicaciones }))
      .then({
        type: 'CaseAssigned',
        data: { caseId, area: 'gestion-archivo', level: 1, rule: 'by-hand', noteRef },
      })
  })

  it('is refused to an area or a level that there is not, and for a case that is over', () => {
    inState('asignada').when(assign('cafeteria', 1)).thenRefused('area-unknown')
    inState('asignada').when(assign('grupo-gestion-servicio', 9)).thenRefused('level-unknown')
    inState('cerrada').when(assign('grupo-gestion-servicio', 2)).thenRefused('case-closed')
  })

  it('to whom already has it changes nothing', () => {
    inState('asignada').when(assign('otorgamiento-productos', 3)).thenNothing()
  })

  it('comes before the move that escalates, which needs an area that may have it', () => {
    const escalate = move(pqrsd, { action: 'escalate' }, { noteRef })
    inState('asignada', 'sugerencia').when(escalate).thenRefused('escalation-not-allowed')
    expect(caseDecider.decide(escalate, inState('asignada').state)).toHaveLength(1)
  })
})

describe('a classification', () => {
  const classify = (about: Partial<Classify>): Classify => ({
    ...{ type: 'Classify', procedure: pqrsd, entity: icetex },
    ...about,
  })

  it('may be put right on a closed case, with only what changes', () => {
    const closed = inState('cerrada')
    const about = { product: 'credito-idiomas', outcome: 'parcial' } as const
    closed.when(classify(about)).then({ type: 'CaseClassified', data: { caseId, ...about } })
    given(caseDecider, ...caseIn(pqrsd, 'cerrada'), { type: 'CaseClassified', data: { caseId, ...about } })
      .when(classify({ ...about, theme: 'renovacion' }))
      .then({ type: 'CaseClassified', data: { caseId, theme: 'renovacion' } })
  })

  it('says how a case ended only once it has', () => {
    inState('en-tramite')
      .when(classify({ outcome: 'parcial' }))
      .thenRefused('outcome-too-early')
    inState('en-tramite')
      .when(classify({ theme: 'cartera' }))
      .then({ type: 'CaseClassified', data: { caseId, theme: 'cartera' } })
  })

  it('knows the words of the entity alone', () => {
    inState('cerrada')
      .when(classify({ theme: 'clima' }))
      .thenRefused('theme-not-of-entity')
    inState('cerrada')
      .when(classify({ product: 'hipoteca' }))
      .thenRefused('product-not-of-entity')
    given(caseDecider, ...caseIn(publicaciones, 'cerrado'))
      .when(classify({ outcome: 'parcial', procedure: publicaciones }))
      .thenRefused('outcome-not-allowed')
  })
})

describe('a reopening', () => {
  it('takes the answer away: how the case ends is open again', () => {
    const answered = {
      type: 'CaseAnswered' as const,
      data: { caseId, on: friday, flags: [], outcome: 'parcial' as const },
    }
    const closed = given(caseDecider, ...caseIn(pqrsd, 'respondida'), answered)
    const reason = 'La respuesta no fue de fondo'
    const decision = caseDecider.decide(move(pqrsd, { to: 'reabierta', reason }, { noteRef }), closed.state)
    expect(decision).toMatchObject([{ type: 'CaseMoved', data: { reopens: 'original-due', clock: 'runs' } }])
    const [reopened] = decision as never[]
    const { state } = given(caseDecider, ...caseIn(pqrsd, 'respondida'), answered, reopened ?? answered)
    expect(state).toMatchObject({ state: 'reabierta', answeredOn: undefined, outcome: undefined })
  })
})

describe('an assignment that escalates by a move which asks for something', () => {
  const asks: Procedure = {
    ...pqrsd,
    evidence: [{ id: 'concepto', name: 'Concepto', source: 'Prueba' }],
    transitions: pqrsd.transitions.map((move) =>
      move.action === 'escalate' ? { ...move, evidence: ['concepto'], fourEyes: ['iniciar'] } : move,
    ),
  }
  const to = (about: Partial<Assign>) =>
    assign('gestion-operaciones', 3, { procedure: asks, by: 'ana', ...about })
  const evidence = [{ id: 'concepto', ref: 'archivo:1' }]

  it('is refused for what the move lacks, and made with it', () => {
    const asked = inState('en-tramite')
    asked.when(to({})).thenRefused('evidence-missing')
    asked.when(to({ evidence, by: undefined })).thenRefused('person-required')
    expect(caseDecider.decide(to({ evidence }), asked.state)).toMatchObject([
      { type: 'CaseAssigned' },
      { type: 'CaseMoved', data: { to: 'escalada', evidence, by: 'ana' } },
    ])
    // Where no move of its own goes with it, nothing is asked.
    expect(caseDecider.decide(to({}), inState('radicada').state)).toHaveLength(1)
  })

  it('takes neither evidence nor a form where no move goes with it to carry them', () => {
    const alone = inState('radicada')
    alone.when(to({ evidence })).thenRefused('evidence-not-asked')
    alone.when(to({ form: { given: {}, ref: noteRef } })).thenRefused('form-not-asked')
    const down = { area: 'grupo-gestion-servicio', level: 2 }
    inState('asignada')
      .when(to({ ...down, evidence }))
      .thenRefused('evidence-not-asked')
  })

  it('is refused to who made the move that somebody else has to have made', () => {
    const started = move(asks, { action: 'start' }, { by: 'ana' })
    const { state } = inState('asignada')
    const decision = caseDecider.decide(started, state)
    if (isRefusal(decision)) throw new Error(decision.refused)
    const then = decision.reduce(caseDecider.evolve, state)
    expect(caseDecider.decide(to({ evidence }), then)).toMatchObject({ refused: 'same-person' })
    expect(caseDecider.decide(to({ evidence, by: 'bea' }), then)).toHaveLength(2)
  })
})
