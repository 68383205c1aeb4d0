import { isRefusal } from '@ventanilla/decider'
import { given } from '@ventanilla/decider/testing'
import { describe, expect, it } from 'vitest'
import { caseDecider } from '../src/domain/case-decider.ts'
import type { CaseEvent } from '../src/domain/events.ts'
import type { Open } from '../src/domain/open/open.ts'
import type { Filing } from '../src/domain/open/openable.ts'
import { caseId, icetex, personRef, receivedAt } from './support/cases.ts'
import { open, opened } from './support/opening.ts'

describe('opening a case', () => {
  it('opens it under the version in force, assigns it by the tree and passes it to whom it was assigned', () => {
    given(caseDecider)
      .when(open({ theme: 'cartera', product: 'credito-pregrado' }))
      .then(
        {
          type: 'CaseOpened',
          data: {
            caseId,
            procedure: 'pqrsd',
            procedureVersion: 1,
            family: 'pqrsd',
            kind: 'queja',
            state: 'radicada',
            channel: 'virtual',
            receivedAt,
            terms: [
              {
                clock: 'legal',
                regime: 'ley-1755',
                amount: 15,
                unit: 'business-days',
                received: '2026-11-20',
                source: 'Ley 1437 de 2011, artículo 14',
                ladder: [
                  { id: 'amarillo', remaining: 8 },
                  { id: 'rojo', remaining: 3 },
                ],
                pauseDay: 'counts',
                resumeDay: 'not-counted',
              },
            ],
            timed: [],
            theme: 'cartera',
            product: 'credito-pregrado',
            personRef,
          },
        },
        {
          type: 'CaseAssigned',
          data: { caseId, area: 'recuperacion-cumplimiento', level: 3, rule: 'typification-3' },
        },
        {
          type: 'CaseMoved',
          data: {
            caseId,
            transition: 'asignar',
            from: 'radicada',
            to: 'asignada',
            reason: 'Asignada según el árbol de tipificación',
            clock: 'runs',
            final: false,
            on: '2026-11-20',
            action: 'assign',
            timed: [],
          },
        },
      )
  })

  it('opens a case once', () => {
    const decision = caseDecider.decide(open(), caseDecider.initial)
    if (isRefusal(decision)) throw new Error(decision.refused)
    given(caseDecider, ...decision)
      .when(open())
      .thenNothing()
  })

  it('takes the term that another system gave, and says whose it is', () => {
    const { terms, recordedBy } = opened({
      term: { amount: 30, unit: 'calendar-days' },
      recordedBy: 'sistema-anterior',
    })
    expect(recordedBy).toBe('sistema-anterior')
    expect(terms).toMatchObject([
      {
        amount: 30,
        unit: 'calendar-days',
        source: 'Plazo dado por sistema-anterior',
        ladder: [
          { id: 'amarillo', remaining: 15 },
          { id: 'rojo', remaining: 6 },
        ],
      },
    ])
  })

  it('counts the day by the clocks of Bogotá, and a petition from the day it comes in at any hour', () => {
    // 22:30 of Saturday 21 in Bogotá is Sunday already in UTC.
    expect(opened({ receivedAt: '2026-11-22T03:30:00.000Z' }).terms[0]?.received).toBe('2026-11-21')
  })

  it('assigns to the last rule what no other takes', () => {
    const decision = caseDecider.decide(open({ kind: 'sugerencia' }), caseDecider.initial)
    expect(decision).toContainEqual({
      type: 'CaseAssigned',
      data: { caseId, area: 'proveedor-atencion-usuario', level: 1, rule: 'typification-7' },
    })
  })

  it('keeps nobody for an anonymous filing', () => {
    expect(opened({ personRef: undefined })).not.toHaveProperty('personRef')
  })
})

/** Its procedures were in force, and no version followed. */
const ended = {
  ...icetex,
  versions: icetex.versions.map((one) => ({ ...one, valid: { ...one.valid, to: '2025-12-31' } })),
}

it('opens imported history that is older than every version under the first', () => {
  expect(opened({ receivedAt: '2019-05-02T15:00:00.000Z', recordedBy: 'sistema-anterior' })).toMatchObject({
    procedureVersion: 1,
    terms: [{ received: '2019-05-02' }],
  })
})

describe('a filing that no case can be opened for', () => {
  it.each([
    ['entity-unknown', {}, { entity: undefined }],
    ['procedure-unknown', { procedure: 'tutelas' }, {}],
    ['procedure-not-in-force', {}, { entity: ended }],
    ['kind-unknown', { kind: 'saludo' }, {}],
    [
      'date-not-covered',
      { procedure: 'publicaciones', kind: 'infoservicio', receivedAt: '2250-01-02T15:00:00.000Z' },
      {},
    ],
  ] as [string, Partial<Filing>, Partial<Open>][])('%s', (reason, about, command) => {
    const asked = { ...open(about), ...command }
    const { procedure, kind, receivedAt } = asked.filing
    const decision = caseDecider.decide(asked, caseDecider.initial)
    expect(decision).toEqual([
      { type: 'CaseNotOpened', data: { caseId, procedure, kind, receivedAt, reason } },
    ])
    given(caseDecider, ...(decision as CaseEvent[]))
      .when(asked)
      .thenNothing()
    expect(caseDecider.decide(open(), given(caseDecider, ...(decision as CaseEvent[])).state)).toHaveLength(3)
  })
})
