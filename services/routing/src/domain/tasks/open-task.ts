import type { Calendar, LocalDate } from '@ventanilla/calendar'
import { type Decision, refuse } from '@ventanilla/decider'
import { type Entity, type Procedure, type Task, writtenId } from '@ventanilla/procedures'
import { dueDate } from '@ventanilla/terms'
import type { OpenCase } from '../case.ts'
import { defined } from '../defined.ts'
import type { CaseEvent } from '../events.ts'
import type { CaseRefusal, CaseRefusalCode } from '../refusals.ts'

/** Something is asked of an area of the entity, or of an entity outside. */
export interface OpenTask {
  type: 'OpenTask'
  taskId: string
  /** By its id in the procedure. */
  task: string
  area?: string
  outside?: string
  /** What is asked. */
  noteRef: string
  on: LocalDate
  by?: string
  procedure: Procedure
  entity: Entity
  calendar: Calendar
}

/** Its term is its own: that of the case goes on, or was stopped before by the move that the procedure names. */
export function decideOpenTask(command: OpenTask, state: OpenCase): Decision<CaseEvent, CaseRefusalCode> {
  const { task: id, taskId, area, outside, noteRef, on, by, procedure, calendar } = command
  if (state.final) return refuse('case-closed', { detail: 'El caso terminó: ya no espera nada de nadie.' })
  const task = procedure.tasks.find((one) => one.id === id)
  if (task === undefined) return unknown(procedure)
  const problem = wrongAddressee(task, command) ?? notPaused(task, procedure, state)
  if (problem) return problem
  const due = dueDate({ received: on, ...task.term }, calendar)
  if (due === undefined) throw new RangeError('a term without pauses has a last day')
  const asked = { taskId, task: id, to: task.to, ...defined({ area, outside }) }
  const { caseId } = state
  return [
    {
      type: 'TaskOpened',
      data: { caseId, ...asked, on, due, term: task.term, noteRef, ...defined({ by }) },
    },
  ]
}

function unknown({ tasks }: Procedure): CaseRefusal {
  const known = tasks.map(({ id }) => id).join(', ')
  const detail = known === '' ? 'Este procedimiento no tiene tareas.' : `Este procedimiento tiene: ${known}.`
  return refuse('task-unknown', { field: 'body.task', detail })
}

function wrongAddressee({ to, name }: Task, { area, outside, entity }: OpenTask): CaseRefusal | undefined {
  const [field, here, other] =
    to === 'internal' ? (['body.area', area, outside] as const) : (['body.outside', outside, area] as const)
  if (here === undefined || other !== undefined) {
    const whom = to === 'internal' ? 'un área de la entidad (area)' : 'otra entidad (outside)'
    return refuse('task-addressee', { field, detail: `«${name}» se pide a ${whom}, y solo a ella.` })
  }
  if (to === 'external' || entity.areas.some(({ id }) => id === area)) return undefined
  return refuse('area-unknown', { field })
}

/** A term is stopped by a move of the procedure and by nothing else, so that has to come first. */
function notPaused(
  { pauses }: Task,
  { transitions }: Procedure,
  { state }: OpenCase,
): CaseRefusal | undefined {
  if (pauses === undefined) return undefined
  const move = transitions.find((one) => writtenId(one) === pauses.move)
  if (move === undefined || move.to === state) return undefined
  const detail = `Haga antes «${move.reason}», que detiene el término (${pauses.basis}).`
  return refuse('task-needs-pause', { detail, field: 'body.task' })
}
