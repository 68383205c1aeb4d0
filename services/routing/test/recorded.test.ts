import { isRefusal } from '@ventanilla/decider'
import { given } from '@ventanilla/decider/testing'
import { describe, expect, it } from 'vitest'
import { caseDecider } from '../src/domain/case-decider.ts'
import type { Move } from '../src/domain/move/move.ts'
import { caseId, caseIn, friday, pqrsd, procedureOf, publicaciones, textRef } from './support/cases.ts'
import { move } from './support/commands.ts'

const recordedBy = 'sistema-anterior'
const answer = (about: Partial<Move>) =>
  move(pqrsd, { action: 'answer' }, { outcome: 'parcial', textRef, ...about })
const answered = (on: string, flags: string[]) => ({
  type: 'CaseAnswered' as const,
  data: { caseId, on, flags, outcome: 'parcial' as const, textRef, recordedBy },
})
const asMove = (from: string, transition: string, on: string) => ({
  type: 'CaseMoved' as const,
  data: {
    ...{ caseId, transition, from, to: 'respondida', reason: 'Respuesta de fondo', clock: 'ends' as const },
    ...{ final: false, on, action: 'answer' as const, recordedBy, timed: [] },
  },
})

describe('an answer dated before its filing', () => {
  const early = '2026-11-18'

  it('is refused to a user', () => {
    given(caseDecider, ...caseIn(pqrsd, 'en-tramite'))
      .when(answer({ on: early }))
      .thenRefused('answered-before-filed')
  })

  it('is a fact when another system recorded it, and says what is wrong with it', () => {
    given(caseDecider, ...caseIn(pqrsd, 'en-tramite'))
      .when(answer({ on: early, recordedBy }))
      .then(answered(early, ['answered-before-filed']), asMove('en-tramite', 'responder:en-tramite', early))
  })
})

describe('the days of a move', () => {
  const later = caseIn(pqrsd, 'en-tramite', { on: '2026-11-24' })
  const today = '2026-11-26'
  const cases: [string, Partial<Move>, string][] = [
    ['answered-in-future', { on: '2026-11-27' }, 'answer'],
    ['moved-out-of-order', { on: '2026-11-23' }, 'answer'],
    ['answered-before-filed', { on: '2026-11-19' }, 'answer'],
    ['moved-in-future', { on: '2026-11-27' }, 'withdraw'],
    ['moved-before-filed', { on: '2026-11-19' }, 'withdraw'],
  ]
  it.each(cases)('%s: refused to a user, flagged when recorded', (code, about, action) => {
    const evidence = [{ id: 'manifestacion-de-desistimiento', ref: 'x' }]
    const outcome = action === 'answer' ? 'parcial' : undefined
    const asked = move(pqrsd, { action }, { ...about, today, evidence, outcome })
    const before = given(caseDecider, ...later)
    before.when(asked).thenRefused(code as 'answered-in-future')
    const decision = caseDecider.decide({ ...asked, recordedBy }, before.state)
    if (isRefusal(decision)) throw new Error(decision.refused)
    const flagged = decision.map(({ data }) => ('flags' in data ? data.flags : undefined))
    expect(flagged.filter((flags) => flags !== undefined)).toEqual([[code]])
  })

  it('may be any between the last move and today', () => {
    for (const on of ['2026-11-24', '2026-11-25', today])
      expect(isRefusal(caseDecider.decide(answer({ on, today }), given(caseDecider, ...later).state))).toBe(
        false,
      )
  })
})

describe('a recorded fact', () => {
  it.each(pqrsd.states.filter(({ final }) => !final).map(({ id }) => id))(
    'an answer is taken in %s',
    (state) => {
      const { state: before } = given(caseDecider, ...caseIn(pqrsd, state))
      const decision = caseDecider.decide(answer({ recordedBy }), before)
      if (isRefusal(decision)) throw new Error(decision.refused)
      expect(decision[0]).toMatchObject({ type: 'CaseAnswered', data: { on: friday, recordedBy } })
    },
  )

  it.each(pqrsd.states.filter(({ final }) => final).map(({ id }) => id))('and refused in %s', (state) => {
    given(caseDecider, ...caseIn(pqrsd, state))
      .when(answer({ recordedBy }))
      .thenRefused('transition-not-allowed')
  })

  it('needs neither note nor evidence nor outcome: they were asked for elsewhere', () => {
    given(caseDecider, ...caseIn(pqrsd, 'en-tramite'))
      .when(move(pqrsd, { action: 'transfer' }, { recordedBy }))
      .then(
        { type: 'CaseClassified', data: { caseId, outcome: 'trasladada' } },
        {
          type: 'CaseMoved',
          data: {
            ...{ caseId, transition: 'trasladar:en-tramite', from: 'en-tramite', to: 'trasladada' },
            ...{ reason: 'Traslado a la autoridad competente', clock: 'ends', final: true, on: friday },
            ...{ action: 'transfer', recordedBy, timed: [] },
          },
        },
      )
  })

  it('skips the steps that nobody told, without making them up', () => {
    given(caseDecider, ...caseIn(publicaciones, 'registrado'))
      .when(move(publicaciones, { action: 'solve' }, { recordedBy, textRef }))
      .then({
        type: 'CaseMoved',
        data: {
          ...{ caseId, transition: 'recorded', from: 'registrado', to: 'solucionado' },
          ...{ reason: 'Solución entregada', clock: 'stops', final: false, on: friday },
          ...{ action: 'solve', textRef, recordedBy },
          timed: [{ transition: 'cerrar-por-tiempo', amount: 3, unit: 'business-days' }],
        },
      })
  })

  it('takes a second answer as a fact that came too late to end the term', () => {
    const first = answer({ recordedBy })
    const { state } = given(caseDecider, ...caseIn(pqrsd, 'asignada'))
    const decision = caseDecider.decide(first, state)
    if (isRefusal(decision)) throw new Error(decision.refused)
    const again = given(caseDecider, ...caseIn(pqrsd, 'asignada'), ...decision)
    again
      .when(answer({ recordedBy, on: '2026-11-25', today: '2026-11-25' }))
      .then(answered('2026-11-25', ['already-answered']))
    again.when(answer({})).thenRefused('transition-not-allowed')
  })

  it.each(['radicada', 'respondida', 'por-calificar'])(
    'that changes no state leaves the case in %s, where nobody wrote it, with its form and its priority',
    (state) => {
      const pqrsd2 = procedureOf('pqrsd', 2)
      const before = given(caseDecider, ...caseIn(pqrsd2, state))
      const form = { given: { motivo: 'periodista', razones: 'Las del acto' }, ref: textRef }
      const reason = 'Se concede la atención prioritaria'
      for (const name of [{ transition: 'conceder-prioridad' }, { to: state, reason }])
        expect(caseDecider.decide(move(pqrsd2, name, { recordedBy, form }), before.state)).toMatchObject([
          {
            type: 'CaseMoved',
            data: { transition: 'recorded', from: state, to: state, reason, form: { id: 'prioridad' } },
          },
          { type: 'CasePrioritySet', data: { is: 'granted' } },
        ])
    },
  )

  it('that names another state is where that says, though it changes none', () => {
    const pqrsd2 = procedureOf('pqrsd', 2)
    const name = { to: 'escalada', reason: 'Se retira la atención prioritaria' }
    const { state } = given(caseDecider, ...caseIn(pqrsd2, 'radicada'))
    expect(caseDecider.decide(move(pqrsd2, name, { recordedBy }), state)).toMatchObject([
      { type: 'CaseMoved', data: { from: 'radicada', to: 'escalada' } },
      { type: 'CasePrioritySet', data: { is: 'withdrawn' } },
    ])
  })

  it('does not take up a term that is over, since it cannot say how it goes on', () => {
    given(caseDecider, ...caseIn(pqrsd, 'respondida'))
      .when(move(pqrsd, { action: 'start' }, { recordedBy }))
      .thenRefused('transition-not-allowed')
  })

  it('may be about a theme of that system, but not about a product that nobody knows', () => {
    const asked = given(caseDecider, ...caseIn(pqrsd, 'asignada'))
    const theme = 'Trámites de movilidad'
    expect(caseDecider.decide(answer({ recordedBy, theme }), asked.state)).toContainEqual({
      type: 'CaseClassified',
      data: { caseId, theme },
    })
    asked.when(answer({ theme })).thenRefused('theme-not-of-entity')
    asked.when(answer({ recordedBy, product: 'movilidad' })).thenRefused('product-not-of-entity')
  })
})
