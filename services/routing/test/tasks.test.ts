import { isRefusal } from '@ventanilla/decider'
import type { Task as Declared, Procedure } from '@ventanilla/procedures'
import { describe, expect, it } from 'vitest'
import type { OpenCase } from '../src/domain/case.ts'
import { type CaseCommand, caseDecider } from '../src/domain/case-decider.ts'
import { openTasks } from '../src/domain/tasks/task.ts'
import { calendar, caseIn, friday, icetex, noteRef, procedureOf } from './support/cases.ts'
import { move } from './support/commands.ts'

const later = procedureOf('pqrsd', 2)
const waiting: Declared = {
  id: 'prueba',
  name: 'Prueba de otra entidad',
  to: 'external',
  term: { amount: 10, unit: 'business-days' },
  pauses: { move: 'requerir', basis: 'Una ley' },
  source: 'Una ley',
}
/** With a task for which the term stops, and an answer that waits for all tasks. */
const procedure: Procedure = {
  ...later,
  tasks: [...later.tasks, waiting],
  transitions: later.transitions.map((one) =>
    one.action === 'answer' ? { ...one, guards: ['tasks-done'] } : one,
  ),
}

const rules = { procedure, entity: icetex, calendar }
const open = (about: { task: string; area?: string; outside?: string; taskId?: string }): CaseCommand => ({
  ...{ type: 'OpenTask', taskId: 't-1', noteRef, on: friday, ...rules },
  ...about,
})
const answer = (taskId: string): CaseCommand => ({
  ...{ type: 'AnswerTask', taskId, evidence: ['archivo:1'], on: friday },
})
const withdraw = (taskId: string): CaseCommand => ({ type: 'WithdrawTask', taskId, noteRef, on: friday })

function stateIn(state: string, ...commands: CaseCommand[]): OpenCase {
  const before = caseIn(procedure, state, { kind: 'queja' }).reduce(caseDecider.evolve, caseDecider.initial)
  return commands.reduce((now, command) => {
    const decision = caseDecider.decide(command, now)
    if (isRefusal(decision)) throw new Error(decision.refused)
    return decision.reduce(caseDecider.evolve, now)
  }, before) as OpenCase
}
const decide = (command: CaseCommand, state: OpenCase) => {
  const decision = caseDecider.decide(command, state)
  return isRefusal(decision) ? decision.refused : decision.map(({ type }) => type)
}
const concept = open({ task: 'concepto', area: 'gestion-operaciones' })

describe('a task of a case', () => {
  it('that the procedure stops the term for is asked after the move that stops it, and not before', () => {
    const command = open({ task: 'prueba', outside: 'Registraduría' })
    expect(decide(command, stateIn('en-tramite'))).toBe('task-needs-pause')
    const stopped = stateIn('requerida')
    expect(stopped.clock).toBe('stops')
    expect(decide(command, stopped)).toEqual(['TaskOpened'])
  })

  it('touches neither the state nor the term of the case', () => {
    const before = stateIn('en-tramite')
    const { tasks, ...after } = stateIn('en-tramite', concept, answer('t-1'))
    expect(after).toEqual(before)
    expect(tasks).toMatchObject([{ taskId: 't-1', status: 'answered', evidence: ['archivo:1'] }])
  })

  it('holds the moves that wait for it until it is answered or withdrawn', () => {
    const respond = move(procedure, { action: 'answer' }, { outcome: 'parcial', textRef: noteRef })
    const other = open({ task: 'informacion-de-otra-entidad', outside: 'Registraduría', taskId: 't-2' })
    const asked = stateIn('en-tramite', concept, other)
    const refusal = caseDecider.decide(respond, asked)
    expect(isRefusal(refusal) && [refusal.refused, refusal.detail]).toEqual([
      'tasks-open',
      'Falta que se responda: Concepto de otra área.',
    ])
    expect(decide(respond, stateIn('en-tramite', concept, other, answer('t-1')))).toBe('tasks-open')
    const done = stateIn('en-tramite', concept, other, answer('t-1'), withdraw('t-2'))
    expect(openTasks(done)).toEqual([])
    expect(decide(respond, done)).toContain('CaseAnswered')
  })

  it('ends once', () => {
    const ended = stateIn('en-tramite', concept, withdraw('t-1'))
    expect(decide(answer('t-1'), ended)).toBe('task-not-open')
    expect(decide(withdraw('t-1'), ended)).toBe('task-not-open')
    expect(decide(answer('t-9'), ended)).toBe('task-not-found')
  })

  it('is taken when its answer comes after the case is over, when nothing new is asked', () => {
    const over = { ...stateIn('en-tramite', concept), final: true }
    expect(decide(answer('t-1'), over)).toEqual(['TaskAnswered'])
    expect(decide(concept, over)).toBe('case-closed')
  })
})
