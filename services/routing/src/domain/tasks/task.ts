import type { LocalDate } from '@ventanilla/calendar'
import type { Term } from '@ventanilla/procedures'
import type { OpenCase } from '../case.ts'
import type { TaskEvent } from '../events.ts'

/** Something that was asked of somebody else for a case. */
export interface Task {
  taskId: string
  /** The task of the procedure. */
  task: string
  to: 'internal' | 'external'
  /** The area that was asked. */
  area?: string
  /** The entity outside that was asked, by its name. */
  outside?: string
  openedOn: LocalDate
  term: Term
  /** The last day of its own term. */
  due: LocalDate
  status: 'open' | 'answered' | 'withdrawn'
  endedOn?: LocalDate
  /** Where that is kept which was answered. */
  evidence?: readonly string[]
}

export function evolveTask(state: OpenCase, { type, data }: TaskEvent): OpenCase {
  const tasks = state.tasks ?? []
  if (type === 'TaskOpened') {
    const { caseId: _, noteRef: __, by: ___, on: openedOn, ...about } = data
    return { ...state, tasks: [...tasks, { ...about, openedOn, status: 'open' }] }
  }
  const end: Partial<Task> =
    type === 'TaskAnswered'
      ? { status: 'answered', endedOn: data.on, evidence: data.evidence }
      : { status: 'withdrawn', endedOn: data.on }
  return { ...state, tasks: tasks.map((one) => (one.taskId === data.taskId ? { ...one, ...end } : one)) }
}

export function openTasks({ tasks = [] }: Pick<OpenCase, 'tasks'>): Task[] {
  return tasks.filter(({ status }) => status === 'open')
}
