import { isRefusal } from '@ventanilla/decider'
import { given } from '@ventanilla/decider/testing'
import { describe, expect, it } from 'vitest'
import type { Assign } from '../src/domain/assign.ts'
import { caseDecider } from '../src/domain/case-decider.ts'
import { batchFolding } from '../src/domain/reassign/batch.ts'
import type { Moved, ReassignmentEvent } from '../src/domain/reassign/events.ts'
import { planCase } from '../src/domain/reassign/plan-case.ts'
import { calendar, caseId, caseIn, friday, icetex, noteRef, pqrsd } from './support/cases.ts'

const rules = { procedure: pqrsd, entity: icetex, calendar, on: friday }
const here = { area: 'otorgamiento-productos', level: 3 }
const assign = (about: Partial<Assign>): Assign => ({
  ...{ type: 'Assign', ...here, officer: 'agente-8', noteRef, evidence: [], ...rules },
  ...about,
})
const has = (officer: string) => ({
  type: 'CaseAssigned' as const,
  data: { caseId, ...here, officer, rule: 'by-hand' },
})
const inWork = given(caseDecider, ...caseIn(pqrsd, 'en-tramite'), has('agente-7'))

describe('a case that is handed over in its own area', () => {
  it('is no escalation, though the area is a mission area', () => {
    inWork.when(assign({})).then({
      type: 'CaseAssigned',
      data: { caseId, ...here, officer: 'agente-8', rule: 'by-hand', noteRef },
    })
  })

  it('needs no kind that may be escalated, and takes nothing that a move would need', () => {
    const suggestion = given(
      caseDecider,
      ...caseIn(pqrsd, 'en-tramite', { kind: 'sugerencia' }),
      has('agente-7'),
    )
    expect(isRefusal(caseDecider.decide(assign({}), suggestion.state))).toBe(false)
    inWork.when(assign({ evidence: [{ id: 'x', ref: 'archivo:1' }] })).thenRefused('evidence-not-asked')
  })

  it('goes back to the area when nobody is named', () => {
    inWork
      .when(assign({ officer: undefined }))
      .then({ type: 'CaseAssigned', data: { caseId, ...here, rule: 'by-hand', noteRef } })
  })
})

describe('a case that a batch moves', () => {
  const batch = '8f1c2a6e-6a5a-5b52-8f2b-0f7f6f1e2d3f'

  it('carries the batch, and stays where it is when it isn’t where the list had it', () => {
    const held = { ...here, officer: 'agente-7' }
    inWork.when(assign({ held, batch })).then({
      type: 'CaseAssigned',
      data: { caseId, ...here, officer: 'agente-8', rule: 'by-hand', noteRef, batch },
    })
    inWork.when(assign({ held: { ...here, officer: 'agente-9' }, batch })).thenRefused('assignment-changed')
    inWork.when(assign({ held: here, batch })).thenRefused('assignment-changed')
    given(caseDecider, ...caseIn(pqrsd, 'cerrada'))
      .when(assign({ held, batch }))
      .thenRefused('case-closed')
  })

  it('is planned by the same rule: where from, where to, or why not', () => {
    const { state } = inWork
    if (state.status !== 'open') throw new Error('not open')
    const from = { ...here, officer: 'agente-7' }
    const to = { ...here, officer: 'agente-8' }
    expect(planCase(state, { to }, rules)).toEqual({ caseId, from, to })
    expect(planCase(state, { to: from }, rules)).toBeUndefined()
    expect(planCase(state, { refused: 'nobody-free' }, rules)).toMatchObject({ from, refused: {} })
    const wrong = { area: 'cafeteria', level: 1 }
    expect(planCase(state, { to: wrong }, rules)).toMatchObject({ refused: { refused: 'area-unknown' } })
    const up = { area: 'gestion-operaciones', level: 3 }
    expect(planCase(state, { to: up }, rules)).toMatchObject({ refused: { refused: 'note-required' } })
    const noted = { ...rules, noteRef }
    expect(planCase(state, { to: up }, noted)).toEqual({ caseId, from, to: up, moves: 'escalada' })
  })
})

describe('a batch', () => {
  const move = (caseId: string): Moved => ({ caseId, from: here, to: { ...here, officer: 'agente-8' } })
  const cases = ['a', 'b', 'c'].map(move)
  const started: ReassignmentEvent = {
    type: 'ReassignmentStarted',
    data: { batch: 'x', cases, refused: [{ caseId: 'd', code: 'case-closed' }] },
  }

  it('has left what no fact tells of', () => {
    const stepped: ReassignmentEvent = {
      type: 'ReassignmentStepped',
      data: { batch: 'x', done: ['b'], refused: [{ caseId: 'a', code: 'assignment-changed' }] },
    }
    const state = [started, stepped].reduce(batchFolding.evolve, batchFolding.initial)
    expect(state).toMatchObject({ done: ['b'], left: [move('c')] })
    expect(state).toMatchObject({
      refused: [
        { caseId: 'd', code: 'case-closed' },
        { caseId: 'a', code: 'assignment-changed' },
      ],
    })
    expect(batchFolding.evolve({ status: 'none' }, stepped)).toEqual({ status: 'none' })
  })
})
