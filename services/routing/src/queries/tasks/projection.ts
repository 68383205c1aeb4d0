import { projection, type Row } from '@ventanilla/projections'
import type { TaskEvent } from '../../domain/events.ts'

type Folded = TaskEvent & { entity: string }

export interface TaskRow extends Row {
  task_id: string
  case_id: string
  entity: string
  task: string
  addressee: string
  area: string | null
  outside: string | null
  opened_on: string
  due: string
  status: string
  ended_on: string | null
}

/** One line a task, so that what is overdue is found without opening cases. */
export const tasks = projection<Folded, TaskRow>({
  name: 'tasks',
  version: 1,
  key: 'task_id',
  columns: {
    ...{ task_id: 'uuid', case_id: 'uuid', entity: 'text', task: 'text', addressee: 'text', area: 'text' },
    ...{ outside: 'text', opened_on: 'date', due: 'date', status: 'text', ended_on: 'date' },
  },
  indexes: [
    ['due', 'task_id'],
    ['entity', 'status', 'due', 'task_id'],
  ],
  translate: (recorded) => recorded as unknown as Folded,
  keyOf: ({ data }) => data.taskId,
  on: {
    TaskOpened: (_, event) => (event.type === 'TaskOpened' ? opened(event) : undefined),
    TaskAnswered: (row, { data }) => row && { ...row, status: 'answered', ended_on: data.on },
    TaskWithdrawn: (row, { data }) => row && { ...row, status: 'withdrawn', ended_on: data.on },
  },
})

function opened({ entity, data }: Extract<Folded, { type: 'TaskOpened' }>): TaskRow {
  const { taskId, caseId, task, to, area = null, outside = null, on, due } = data
  return {
    ...{ task_id: taskId, case_id: caseId, entity, task, addressee: to, area, outside },
    ...{ opened_on: on, due, status: 'open', ended_on: null },
  }
}
