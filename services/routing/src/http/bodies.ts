import { shapes } from '@ventanilla/contracts'
import { z } from 'zod'

export const id = z.string().min(1).max(160)
export const note = z.string().trim().min(1).max(10_000)

/** Far dates are slips of the keyboard; calendars end not long after. */
export const localDate = z.iso
  .date()
  .refine((date) => date >= '1984-01-01' && date <= '2150-12-31', 'La fecha debe estar entre 1984 y 2150.')

/** An id or a hash, never a name or an address. */
export const ref = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9:._/-]{0,199}$/, 'Debe ser una referencia, sin espacios.')
export const officer = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/,
    'Debe ser el identificador del funcionario, no su nombre ni su correo.',
  )

const evidence = z
  .array(
    z.strictObject({
      id,
      ref: ref.describe('Dónde está: un archivo se sube antes, con POST /v1/filings/{caseId}/files'),
      by: id.optional().describe('El área que la dio, si el procedimiento dice quiénes la dan'),
    }),
  )
  .max(50)

const formValues = z
  .record(z.string().min(1).max(80), z.json())
  .refine((form) => Object.keys(form).length <= 100, 'Tiene más de 100 campos.')

const about = { theme: id.optional(), product: id.optional(), outcome: shapes.outcome.optional() }

export const moveBody = z
  .strictObject({
    transition: id.optional().describe('El movimiento, por su identificador'),
    action: id.optional().describe('O por lo que hace: answer, close, suspend…'),
    to: id.optional().describe('O por el estado al que va, con la razón'),
    reason: id.optional(),
    note: note.optional(),
    text: z
      .string()
      .trim()
      .min(1)
      .max(100_000)
      .optional()
      .describe('El texto de la respuesta o de la solución'),
    evidence: evidence.optional(),
    form: formValues.optional().describe('El formulario del movimiento, si lleva uno'),
    on: localDate.optional().describe('El día en que ocurrió; hoy si no se dice'),
    recordedBy: shapes.recordedBy.optional().describe('El sistema que lo registró antes'),
    ...about,
  })
  .superRefine(({ transition, action, to, reason }, context) => {
    const ways = [transition, action, to].filter((way) => way !== undefined).length
    if (ways !== 1)
      context.addIssue({
        ...{ code: 'custom', path: ['transition'] },
        message: 'Diga el movimiento de una sola forma: transition, action, o to con reason.',
      })
    if ((to === undefined) !== (reason === undefined))
      context.addIssue({ code: 'custom', path: ['reason'], message: 'to y reason van juntos.' })
  })
export type MoveBody = z.infer<typeof moveBody>

export const assignmentBody = z.strictObject({
  area: id,
  level: z.int().min(1).max(9),
  officer: officer.optional(),
  note,
  evidence: evidence.optional().describe('Si escala el caso, lo que su movimiento pide'),
  form: formValues.optional().describe('Si escala el caso, el formulario de su movimiento'),
})

export const mergeBody = z.strictObject({
  into: z.uuid().toLowerCase().describe('El caso que sigue por los dos: el que se recibió primero'),
  intoVersion: z
    .int()
    .min(1)
    .optional()
    .describe('La versión de ese caso con que se decidió; la del propio va en If-Match'),
  note: note.describe('Por qué son el mismo asunto'),
})

export const unmergeBody = z.strictObject({ note: note.describe('Por qué no lo son') })

export const formBody = z.strictObject({
  form: formValues.describe('Todos los campos que lleva; lo que no se diga se quita'),
})

export const migratedStates = z
  .record(id, id)
  .refine((states) => Object.keys(states).length <= 100, 'Son más de 100 estados.')
  .optional()
  .describe('De cada estado que la versión no tiene, aquel al que pasan sus casos')

export const migrationBody = z.strictObject({
  version: z.int().min(1).describe('La del procedimiento bajo la que sigue'),
  states: migratedStates,
  note: note.describe('Por qué pasa a ella'),
})

export const classificationBody = z
  .strictObject(about)
  .refine((body) => Object.values(body).some((value) => value !== undefined), 'No dice nada que clasificar.')
