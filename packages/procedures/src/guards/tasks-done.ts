import { z } from 'zod'
import { guard } from './guard.ts'

export const tasksDone = guard({
  name: 'tasks-done',
  code: 'tasks-open',
  written: z.literal('tasks-done'),
  means: 'each task of the case was answered or withdrawn',
  words: () => 'las tareas terminadas',
  lacks: ({ openTasks }) =>
    openTasks.map(({ taskId, name }) => ({ about: taskId, detail: `Falta que se responda: ${name}.` })),
  pointless: ({ tasks }) => (tasks.length > 0 ? undefined : 'El procedimiento no tiene tareas'),
})
