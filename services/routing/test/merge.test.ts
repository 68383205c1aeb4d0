import { fold } from '@ventanilla/decider'
import { given } from '@ventanilla/decider/testing'
import { describe, expect, it } from 'vitest'
import type { OpenCase } from '../src/domain/case.ts'
import { caseDecider } from '../src/domain/case-decider.ts'
import type { CaseEvent } from '../src/domain/events.ts'
import { answeredWith } from '../src/domain/merge/answered-with.ts'
import { decideMerge, type Side } from '../src/domain/merge/merge.ts'
import { decideUnmerge } from '../src/domain/merge/unmerge.ts'
import { calendar, caseId, caseIn, friday, icetex, noteRef, pqrsd, publicaciones } from './support/cases.ts'
import { complete, move } from './support/commands.ts'
import { otherCase } from './support/life.ts'

const later = '2026-11-20T16:00:00.000Z'

function side(about: Partial<OpenCase> = {}, more: Partial<Side> = {}, state = 'asignada'): Side {
  const open = fold(caseDecider, caseIn(pqrsd, state)) as OpenCase
  return { state: { ...open, ...about }, entity: 'icetex', family: 'pqrsd', due: '2026-12-14', ...more }
}
const younger = (about: Partial<OpenCase> = {}, more: Partial<Side> = {}) =>
  side({ receivedAt: later, ...about }, more)
const older = (about: Partial<OpenCase> = {}, more: Partial<Side> = {}) =>
  side({ caseId: otherCase, ...about }, more)
const merge = (from: Side, into: Side) => decideMerge({ from, into, on: friday, noteRef, by: 'agente-7' })
const code = (from: Side, into: Side) => {
  const decided = merge(from, into)
  return 'refused' in decided ? [decided.refused, decided.field] : 'merged'
}

const mergedFact: CaseEvent = { type: 'CaseMerged', data: { caseId, into: otherCase, on: friday, noteRef } }
const unmerged = (state: string, procedure = pqrsd): CaseEvent => {
  const from = fold(caseDecider, [...caseIn(procedure, state), mergedFact]) as OpenCase
  const decided = decideUnmerge({ from, on: friday, noteRef, procedure })
  if ('refused' in decided) throw new Error(decided.refused)
  return decided.from
}

describe('two cases of one matter', () => {
  it('become one: the younger rests, and the one that was received first goes on for both', () => {
    expect(merge(younger(), older())).toEqual({
      from: { type: 'CaseMerged', data: { caseId, into: otherCase, on: friday, noteRef, by: 'agente-7' } },
      into: { type: 'CaseAbsorbed', data: { caseId: otherCase, merged: caseId, on: friday } },
    })
  })

  it('go either way when they came in one instant', () => {
    expect(code(side(), older())).toBe('merged')
    expect(code(older(), side())).toBe('merged')
  })

  it('are refused with what stands in the way', () => {
    expect(code(side(), side())).toEqual(['merge-itself', 'body.into'])
    expect(code(younger(), older({}, { entity: 'cisa' }))).toEqual(['merge-other-entity', 'body.into'])
    expect(code(younger(), older({}, { family: 'internas' }))).toEqual(['merge-other-family', 'body.into'])
    expect(code(younger({ mergedInto: 'x' }), older())).toEqual(['case-merged', undefined])
    expect(code(younger(), older({ mergedInto: 'x' }))).toEqual(['merge-chain', 'body.into'])
    expect(code(younger({ merged: ['x'] }), older())).toEqual(['merge-chain', undefined])
    expect(code(younger({ final: true }), older())).toEqual(['merge-not-open', undefined])
    expect(code(younger(), older({ clock: 'ends' }))).toEqual(['merge-not-open', 'body.into'])
    expect(code(older(), younger())).toEqual(['merge-later-receipt', 'body.into'])
  })

  it('of different kinds are one only if nobody waits longer', () => {
    const consulta = { kind: 'consulta' }
    expect(code(younger({}, { due: '2026-12-14' }), older(consulta, { due: '2027-01-07' }))).toEqual([
      ...['merge-shorter-term', 'body.into'],
    ])
    expect(code(younger({}, { due: '2026-12-14' }), older(consulta, { due: '2026-12-14' }))).toBe('merged')
    expect(code(younger({}, { due: undefined }), older(consulta))).toEqual([
      ...['merge-shorter-term', 'body.into'],
    ])
  })

  it('may be more than two, in any number, as long as they hang from one', () => {
    expect(code(younger(), older({ merged: ['x'] }))).toBe('merged')
  })
})

describe('a case that rests', () => {
  const resting = given(caseDecider, ...caseIn(pqrsd, 'asignada'), mergedFact)

  it('is not moved, assigned, classified nor filled in: all of it with one code', () => {
    const rules = { procedure: pqrsd, entity: icetex, calendar }
    resting.when(move(pqrsd, { action: 'start' })).thenRefused('case-merged')
    resting
      .when({
        ...{ type: 'Assign', area: 'grupo-gestion-servicio', level: 2, noteRef, evidence: [], on: friday },
        ...rules,
      })
      .thenRefused('case-merged')
    resting.when({ type: 'Classify', theme: 'cartera', ...rules }).thenRefused('case-merged')
    const form = { given: {}, ref: noteRef }
    const decision = { ...{ candidates: [], rule: 'x' } } as never
    resting.when({ type: 'Distribute', officer: 'agente-7', decision }).thenNothing()
    resting.when({ type: 'FillForm', form, today: friday, procedure: pqrsd }).thenRefused('case-merged')
  })

  it('takes what another system did, and nothing waits for it meanwhile', () => {
    const solve = publicaciones.transitions.find(({ id }) => id === 'solucionar')
    if (solve === undefined) throw new Error('no move solves')
    const told = move(
      publicaciones,
      { action: 'solve' },
      {
        ...complete(publicaciones, solve),
        recordedBy: 'mesa-de-ayuda',
      },
    )
    const state = fold(caseDecider, [...caseIn(publicaciones, 'en-proceso'), mergedFact])
    const decided = caseDecider.decide(told, state) as CaseEvent[]
    expect(decided).toMatchObject([{ type: 'CaseMoved', data: { to: 'solucionado', timed: [] } }])
    const now = decided.reduce(caseDecider.evolve, state)
    const fire = {
      ...{ type: 'FireDue' as const, transition: 'cerrar-por-tiempo', now: '2027-03-01T12:00:00.000Z' },
      ...{ procedure: publicaciones, calendar },
    }
    expect(caseDecider.decide(fire, now)).toEqual([])
    const back = decideUnmerge({ from: now as OpenCase, on: friday, noteRef, procedure: publicaciones })
    expect(back).toMatchObject({
      from: { data: { from: otherCase, since: friday, timed: [{ transition: 'cerrar-por-tiempo' }] } },
      into: { type: 'CaseReleased', data: { caseId: otherCase, released: caseId } },
    })
    if ('refused' in back) throw new Error(back.refused)
    expect(caseDecider.decide(fire, caseDecider.evolve(now, back.from))).toMatchObject([
      { type: 'CaseAnswered' },
      { type: 'CaseMoved', data: { to: 'cerrado', on: '2026-11-26' } },
    ])
  })

  it('is separated into just what it was, and only if it rests', () => {
    const before = caseIn(pqrsd, 'en-tramite')
    const after = [...before, mergedFact, unmerged('en-tramite')]
    expect(fold(caseDecider, after)).toStrictEqual(fold(caseDecider, before))
    const from = fold(caseDecider, before) as OpenCase
    expect(decideUnmerge({ from, on: friday, noteRef, procedure: pqrsd })).toEqual({ refused: 'not-merged' })
  })
})

describe('the case that goes on', () => {
  it('knows for whom, and forgets whom it was separated from', () => {
    const absorbed = (merged: string): CaseEvent => ({
      type: 'CaseAbsorbed',
      data: { caseId, merged, on: friday },
    })
    const released = (one: string): CaseEvent => ({
      type: 'CaseReleased',
      data: { caseId, released: one, on: friday },
    })
    const before = caseIn(pqrsd, 'asignada')
    const both = [...before, absorbed('x'), absorbed('y')]
    expect(fold(caseDecider, both)).toMatchObject({ merged: ['x', 'y'] })
    expect(fold(caseDecider, [...both, released('x')])).toMatchObject({ merged: ['y'] })
    expect(fold(caseDecider, [...both, released('x'), released('y')])).toStrictEqual(
      fold(caseDecider, before),
    )
  })

  it('answers for all of them', () => {
    const textRef = 'the answer'
    const answered: CaseEvent = { type: 'CaseAnswered', data: { caseId, on: friday, flags: [], textRef } }
    expect(answeredWith({ caseId, merged: ['x', 'y'] }, [answered])).toEqual([
      { type: 'MergedCaseAnswered', data: { caseId: 'x', with: caseId, on: friday, textRef } },
      { type: 'MergedCaseAnswered', data: { caseId: 'y', with: caseId, on: friday, textRef } },
    ])
    expect(answeredWith({ caseId }, [answered])).toEqual([])
    expect(answeredWith({ caseId, merged: ['x'] }, caseIn(pqrsd, 'asignada'))).toEqual([])
  })
})
