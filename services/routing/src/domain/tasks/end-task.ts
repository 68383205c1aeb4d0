import type { LocalDate } from '@ventanilla/calendar'
import { type Decision, refuse } from '@ventanilla/decider'
import type { OpenCase } from '../case.ts'
import { defined } from '../defined.ts'
import type { CaseEvent } from '../events.ts'
import type { CaseRefusalCode } from '../refusals.ts'

/** Whoever was asked has answered. It is taken whatever became of the case, and however late. */
export interface AnswerTask {
  type: 'AnswerTask'
  taskId: string
  evidence: readonly string[]
  noteRef?: string
  on: LocalDate
  by?: string
}

/** It isn't needed any more, or should not have been asked. */
export interface WithdrawTask {
  type: 'WithdrawTask'
  taskId: string
  noteRef: string
  on: LocalDate
  by?: string
}

export function decideEndTask(
  command: AnswerTask | WithdrawTask,
  { caseId, tasks = [] }: OpenCase,
): Decision<CaseEvent, CaseRefusalCode> {
  const { taskId, on, by } = command
  const task = tasks.find((one) => one.taskId === taskId)
  if (task === undefined) return refuse('task-not-found', { field: 'params.taskId' })
  if (task.status !== 'open') {
    const how = task.status === 'answered' ? 'se respondió' : 'se retiró'
    return refuse('task-not-open', { detail: `Esta tarea ya ${how} el ${task.endedOn}.` })
  }
  const about = { caseId, taskId, on }
  if (command.type === 'WithdrawTask')
    return [{ type: 'TaskWithdrawn', data: { ...about, noteRef: command.noteRef, ...defined({ by }) } }]
  const { evidence, noteRef } = command
  return [{ type: 'TaskAnswered', data: { ...about, evidence, ...defined({ noteRef, by }) } }]
}
