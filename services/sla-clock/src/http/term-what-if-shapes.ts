import { longestTerm } from '@ventanilla/terms'
import { z } from 'zod'
import { entity, localDate } from './shapes.ts'
import { asked, whatIfView } from './what-if-shapes.ts'

export const termWhatIfBody = z
  .strictObject({
    entity: entity.optional(),
    procedure: z.string().min(1).max(64).describe('El procedimiento, por su identificador'),
    kind: z.string().min(1).max(64).describe('La clase de solicitud'),
    term: z
      .strictObject({
        amount: z.int().min(1).max(longestTerm),
        unit: z.enum(['business-days', 'calendar-days']),
      })
      .optional()
      .describe('El plazo que se prueba'),
    law: z
      .strictObject({
        regime: z.string().min(1).max(64).describe('Su nombre, como lo dice «ventanilla regimes»'),
        set: z
          .record(z.string().max(64), z.string().max(64))
          .default({})
          .describe('Lo que se fija de lo que la ley deja abierto'),
      })
      .optional()
      .describe('El régimen que se prueba'),
    received: z
      .strictObject({ from: localDate.optional(), to: localDate.optional() })
      .refine(({ from = '', to = from }) => from <= to, { path: ['to'], error: 'termina antes de empezar' })
      .default({})
      .describe('Solo los que se cuentan desde un día de estos'),
    ...asked,
  })
  .refine(({ term, law }) => term !== undefined || law !== undefined, {
    path: ['term'],
    error: 'diga qué se prueba: term, law o los dos',
  })

export const termWhatIfView = whatIfView.omit({ calendar: true, list: true })
