import { withOverlays } from '@ventanilla/calendar'
import { isRefusal } from '@ventanilla/decider'
import { given } from '@ventanilla/decider/testing'
import { describe, expect, it } from 'vitest'
import { caseDecider } from '../src/domain/case-decider.ts'
import type { CaseEvent } from '../src/domain/events.ts'
import type { Open } from '../src/domain/open/open.ts'
import type { Filing } from '../src/domain/open/openable.ts'
import { calendar, caseId, filing, icetex, personRef, receivedAt } from './support/cases.ts'

const open = (about: Partial<Filing> = {}): Open => ({
  type: 'Open',
  filing: filing(about),
  entity: icetex,
  calendar,
})

function opened(
  about: Partial<Filing>,
  command: Partial<Open> = {},
): Extract<CaseEvent, { type: 'CaseOpened' }>['data'] {
  const decision = caseDecider.decide({ ...open(about), ...command }, caseDecider.initial)
  const [first] = isRefusal(decision) ? [] : decision
  if (first?.type !== 'CaseOpened') throw new Error(`not opened: ${JSON.stringify(decision)}`)
  return first.data
}

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

describe('reception of an internal request', () => {
  const publication = { procedure: 'publicaciones', channel: 'gestor-de-servicios', kind: 'infoservicio' }
  const received = (receivedAt: string, kind = 'infoservicio', command: Partial<Open> = {}) =>
    opened({ ...publication, kind, receivedAt }, command).terms[0]?.received

  it('counts within its hours from the same day, and outside them from the next business day', () => {
    expect(received('2026-11-20T13:00:00.000Z')).toBe('2026-11-20') // 08:00
    expect(received('2026-11-20T21:59:59.999Z')).toBe('2026-11-20') // 16:59
    expect(received('2026-11-20T22:00:00.000Z')).toBe('2026-11-23') // 17:00
    expect(received('2026-11-20T12:59:59.000Z')).toBe('2026-11-23') // 07:59
    expect(received('2026-11-21T15:00:00.000Z')).toBe('2026-11-23') // Saturday
  })

  it('passes over the days on which the entity is closed', () => {
    const overlay = {
      ...{ calendar: 'icetex-2026', base: 'co' as const },
      valid: { from: '2026-01-01', to: '2026-12-31' },
      closed: [{ date: '2026-11-23', by: 'Resolución 1' }],
      counted: [],
    }
    const closed = { calendar: withOverlays([overlay]) }
    expect(received('2026-11-20T22:00:00.000Z', 'infoservicio', closed)).toBe('2026-11-24')
  })

  it('takes an exception the same day only before nine', () => {
    const exception = 'excepcion-presupuesto'
    expect(received('2026-11-20T13:59:59.999Z', exception)).toBe('2026-11-20') // 08:59
    expect(received('2026-11-20T14:00:00.000Z', exception)).toBe('2026-11-23') // 09:00
    expect(received('2026-11-20T12:30:00.000Z', exception)).toBe('2026-11-23') // 07:30
  })

  it('may make an ordinary request of a late exception, where the procedure says so', () => {
    const procedures = icetex.versions.map((procedure) => ({
      ...procedure,
      kinds: procedure.kinds.map((kind) =>
        kind.exception === undefined
          ? kind
          : { ...kind, exception: { before: '09:00', late: { kind: 'publicacion-archivos' } } },
      ),
    }))
    const entity = { ...icetex, versions: procedures }
    const kindAt = (receivedAt: string) => {
      const { kind, terms } = opened({ ...publication, kind: 'excepcion-subastas', receivedAt }, { entity })
      return [kind, terms[0]?.received, terms[0]?.amount]
    }
    expect(kindAt('2026-11-20T13:30:00.000Z')).toEqual(['excepcion-subastas', '2026-11-20', 1])
    expect(kindAt('2026-11-20T15:00:00.000Z')).toEqual(['publicacion-archivos', '2026-11-20', 12])
  })

  it('runs an agreement and not a legal term, and remembers which area asks', () => {
    const data = opened({ ...publication, form: { requestingArea: 'grupo-comercial-mercadeo' } })
    expect(data.terms[0]).toMatchObject({
      clock: 'ans',
      amount: 4,
      ladder: [{ remaining: 2 }, { remaining: 1 }],
    })
    expect(data.requestingArea).toBe('grupo-comercial-mercadeo')
    expect(opened({ ...publication, form: { requestingArea: 'otra' } })).not.toHaveProperty('requestingArea')
  })
})

describe('a filing that no case can be opened for', () => {
  it.each([
    ['entity-unknown', {}, { entity: undefined }],
    ['procedure-unknown', { procedure: 'tutelas' }, {}],
    ['procedure-not-in-force', { receivedAt: '2019-05-02T15:00:00.000Z' }, {}],
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
