import { bogotaInstant } from '@ventanilla/calendar'
import type { Procedure } from '@ventanilla/procedures'
import { describe, expect, it } from 'vitest'
import { type Told, walkCase } from '../src/domain/conformance/walk-case.ts'
import type { CaseEvent, TaskEvent } from '../src/domain/events.ts'
import { calendar, caseId, caseIn, friday, icetex, noteRef, procedureOf } from './support/cases.ts'

const later = procedureOf('pqrsd', 2)
/** With a move that waits for all tasks. */
const procedure: Procedure = {
  ...later,
  transitions: later.transitions.map((one) =>
    one.id === 'iniciar:asignada' ? { ...one, guards: ['tasks-done'] } : one,
  ),
}
const { term, to } = later.tasks.find(({ id }) => id === 'concepto') ?? {}
if (term === undefined || to === undefined) throw new Error('pqrsd@2 asks for no «concepto»')

const about = { caseId, taskId: 't-1' }
const asked = (more: object = {}): TaskEvent => ({
  type: 'TaskOpened',
  data: {
    ...{ ...about, task: 'concepto', to, area: 'gestion-operaciones', noteRef, by: 'agente-7' },
    ...{ on: friday, due: '2026-12-01', term, ...more },
  },
})
const answered = (more: object = {}): TaskEvent => ({
  type: 'TaskAnswered',
  data: { ...about, on: friday, evidence: ['archivo:1'], by: 'agente-8', ...more },
})
const withdrawn: TaskEvent = { type: 'TaskWithdrawn', data: { ...about, on: friday, noteRef } }
const begun: CaseEvent = {
  type: 'CaseMoved',
  data: {
    ...{ caseId, transition: 'iniciar:asignada', from: 'asignada', to: 'en-tramite', action: 'start' },
    ...{ reason: 'Se inicia la gestión de la respuesta', clock: 'runs', final: false, on: friday, timed: [] },
  },
}
const start = caseIn(procedure, 'asignada', { kind: 'queja' })
const before = start.length

/** What is found of the facts after those that brought the case where it is. */
function codes(events: readonly CaseEvent[], actors: readonly string[] = []) {
  const told = [...start, ...events].map((event, index) => ({
    ...{ ...event, version: index + 1, at: bogotaInstant(friday, '17:00') },
    actor: actors[index - before] ?? ('by' in event.data ? event.data.by : 'agente-7'),
  })) as Told[]
  const walk = walkCase(told, () => ({ procedure, entity: icetex, calendar }))
  return walk?.deviations
    .filter(({ version }) => version > before)
    .map(({ code, version }) => `${version - before} ${code}`)
}

describe('the tasks of a case', () => {
  it('are as they may be: asked, answered or withdrawn, and the move made after them', () => {
    expect(codes([asked(), answered(), begun])).toEqual([])
    expect(codes([asked(), withdrawn, begun])).toEqual([])
  })

  it('hold up a move that waits for them, also one that was put in by hand', () => {
    expect(codes([asked(), begun])).toEqual(['2 tasks-open'])
    expect(codes([asked(), asked({ taskId: 't-2' }), answered(), begun])).toEqual(['4 tasks-open'])
  })

  it('are ended by nobody who may not: not the engine, and nobody in the name of another', () => {
    expect(codes([asked(), answered()], ['agente-7', 'service:routing'])).toEqual(['2 task-by-nobody'])
    expect(codes([asked(), answered()], ['agente-7', 'mano'])).toEqual(['2 task-by-nobody'])
    expect(codes([asked(), withdrawn], ['agente-7', 'service:routing'])).toEqual(['2 task-by-nobody'])
    // An application that acts for itself has no person to name.
    expect(codes([asked(), answered({ by: undefined })], ['agente-7', 'consola'])).toEqual([])
  })

  it('are ended once, and only where they were asked', () => {
    expect(codes([answered()])).toEqual(['1 task-not-found'])
    expect(codes([asked(), answered(), withdrawn])).toEqual(['3 task-not-open'])
    expect(codes([asked(), answered({ on: '2026-11-19' })])).toEqual(['2 task-altered'])
  })

  it('are asked as the procedure declares them', () => {
    expect(codes([asked({ task: 'favor' })])).toEqual(['1 task-unknown'])
    expect(codes([asked({ area: undefined, outside: 'Otra entidad' })])).toEqual(['1 task-addressee'])
    expect(codes([asked({ area: 'cafeteria' })])).toEqual(['1 area-unknown'])
    expect(codes([asked({ term: { amount: 90, unit: 'business-days' } })])).toEqual(['1 task-altered'])
  })
})
