import { z } from 'zod'
import { id, localDate, note, ref } from './bodies.ts'
import { caseParams, changedView, page } from './shapes.ts'

export const taskParams = caseParams.extend({ taskId: z.uuid().toLowerCase() })

export const taskBody = z.strictObject({
  task: id.describe('La tarea, por su identificador en el procedimiento'),
  area: id.optional().describe('El área a la que se pide, si es interna'),
  outside: z
    .string()
    .trim()
    .min(2)
    .max(160)
    .optional()
    .describe('La entidad a la que se pide, si es externa; nunca una persona'),
  note: note.describe('Qué se pide'),
})

export const taskAnswerBody = z.strictObject({
  evidence: z.array(ref).min(1).max(50).describe('Dónde está lo que se respondió'),
  note: note.optional(),
})

export const taskWithdrawalBody = z.strictObject({ note: note.describe('Por qué ya no se necesita') })

export const taskOpened = z.strictObject({
  ...changedView.shape,
  taskId: z.uuid().describe('La tarea que se abrió'),
})

export const tasksQuery = z.strictObject({
  entity: id.optional(),
  area: id.optional(),
  open: z
    .enum(['true', 'false'])
    .transform((open) => open === 'true')
    .optional(),
  dueBefore: localDate.optional().describe('Las que vencen antes de ese día'),
  ...page,
})

export const tasksView = z.strictObject({
  items: z.array(
    z.strictObject({
      taskId: z.uuid(),
      caseId: z.uuid(),
      entity: z.string(),
      task: z.string(),
      to: z.string(),
      area: z.string().optional(),
      outside: z.string().optional(),
      openedOn: z.string(),
      due: z.string(),
      overdue: z.boolean().describe('Sigue abierta y su último día ya pasó'),
      status: z.string(),
      endedOn: z.string().optional(),
    }),
  ),
  next: z.string().optional(),
})
