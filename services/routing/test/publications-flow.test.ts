import { withOverlays } from '@ventanilla/calendar'
import { given } from '@ventanilla/decider/testing'
import { describe, expect, it } from 'vitest'
import { caseDecider } from '../src/domain/case-decider.ts'
import type { CaseEvent } from '../src/domain/events.ts'
import type { FireDue } from '../src/domain/move/fire-due.ts'
import { calendar, caseId, caseIn, friday, publicaciones, textRef } from './support/cases.ts'
import { complete, move } from './support/commands.ts'

const solve = publicaciones.transitions.find(({ id }) => id === 'solucionar')
if (solve === undefined) throw new Error('no move solves')
const solving = move(publicaciones, { action: 'solve' }, { ...complete(publicaciones, solve), textRef })
const inProcess = given(caseDecider, ...caseIn(publicaciones, 'en-proceso'))
const solved = [
  ...caseIn(publicaciones, 'en-proceso'),
  ...(caseDecider.decide(solving, inProcess.state) as CaseEvent[]),
]
const fire = (now: string, about: Partial<FireDue> = {}): FireDue => ({
  ...{ type: 'FireDue', transition: 'cerrar-por-tiempo', now, procedure: publicaciones, calendar },
  ...about,
})
const closed = (on: string): CaseEvent[] => [
  { type: 'CaseAnswered', data: { caseId, on: friday, flags: [], textRef } },
  {
    type: 'CaseMoved',
    data: {
      ...{ caseId, transition: 'cerrar-por-tiempo', from: 'solucionado', to: 'cerrado' },
      reason: 'Por tiempo excedido de los tres (3) días para que el usuario evalúe la encuesta de servicio',
      ...{ clock: 'ends', final: true, on, action: 'close', timed: [] },
    },
  },
]

describe('a solution that nobody evaluates', () => {
  // Solved on Friday 20: Monday, Tuesday and Wednesday are the three days.
  const over = '2026-11-26T05:00:00.000Z'

  it('closes when its third business day is over, not a moment before', () => {
    given(caseDecider, ...solved)
      .when(fire('2026-11-26T04:59:59.999Z'))
      .thenNothing()
    given(caseDecider, ...solved)
      .when(fire(over))
      .then(...closed('2026-11-26'))
  })

  it('closes on that day however late the machine notices', () => {
    given(caseDecider, ...solved)
      .when(fire('2027-03-01T12:00:00.000Z'))
      .then(...closed('2026-11-26'))
  })

  it('waits one day more when the entity is closed on one of them', () => {
    const overlay = {
      ...{ calendar: 'cierre', base: 'co' as const, valid: { from: '2026-01-01', to: '2026-12-31' } },
      ...{ closed: [{ date: '2026-11-24', by: 'Resolución 1' }], counted: [] },
    }
    const command = { calendar: withOverlays([overlay]) }
    given(caseDecider, ...solved)
      .when(fire(over, command))
      .thenNothing()
    given(caseDecider, ...solved)
      .when(fire('2026-11-27T05:00:00.000Z', command))
      .then(...closed('2026-11-27'))
  })

  it('is left alone once somebody has moved it, and when it was never opened', () => {
    const disagreed = move(publicaciones, { action: 'suspend' })
    const suspended = caseDecider.decide(disagreed, given(caseDecider, ...solved).state) as CaseEvent[]
    given(caseDecider, ...solved, ...suspended)
      .when(fire(over))
      .thenNothing()
    given(caseDecider).when(fire(over)).thenNothing()
  })

  it('is nobody else’s to close by time', () => {
    given(caseDecider, ...solved)
      .when(move(publicaciones, { transition: 'cerrar-por-tiempo' }))
      .thenRefused('transition-by-system')
  })
})

describe('a solution that is accepted', () => {
  it('counts as the answer, on the day it was delivered', () => {
    const on = '2026-11-24'
    const evidence = [{ id: 'encuesta-de-satisfaccion', ref: 'encuesta-1' }]
    const decision = caseDecider.decide(
      move(publicaciones, { action: 'close' }, { evidence, on, today: on }),
      given(caseDecider, ...solved).state,
    )
    expect(decision).toMatchObject([
      { type: 'CaseAnswered', data: { on: friday, textRef } },
      { type: 'CaseMoved', data: { to: 'cerrado', on } },
    ])
  })
})

describe('evidence', () => {
  const without = (...ids: string[]) => ({
    ...solving,
    evidence: solving.evidence.filter(({ id }) => !ids.includes(id)),
  })
  const asking = (kind: string, requestingArea?: string) => {
    const [opened, ...rest] = caseIn(publicaciones, 'en-proceso', { kind })
    if (opened?.type !== 'CaseOpened') throw new Error('opened')
    return given(caseDecider, { ...opened, data: { ...opened.data, requestingArea } }, ...rest)
  }

  it('is asked of the kinds that it is for', () => {
    asking('piezas-comerciales').when(without('evidencia-de-entrega')).thenRefused('evidence-missing')
    expect(caseDecider.decide(without('evidencia-de-entrega'), asking('campana').state)).toHaveLength(1)
  })

  it('is waived for the area that publishes without asking', () => {
    asking('campana').when(without('aprobacion-del-jefe')).thenRefused('evidence-missing')
    const group = asking('campana', 'grupo-comercial-mercadeo')
    expect(caseDecider.decide(without('aprobacion-del-jefe'), group.state)).toHaveLength(1)
    group.when(without('aprobacion-comunicaciones')).thenRefused('evidence-missing')
  })

  it('has to be of the procedure', () => {
    inProcess
      .when({ ...solving, evidence: [...solving.evidence, { id: 'foto', ref: 'x' }] })
      .thenRefused('evidence-unknown')
  })
})
