import { shapes } from '@ventanilla/contracts'
import { z } from 'zod'

const id = z.string().min(1).max(160)
const note = z.string().trim().min(1).max(10_000)

/** Far dates are slips of the keyboard; calendars end not long after. */
const localDate = z.iso
  .date()
  .refine((date) => date >= '1984-01-01' && date <= '2150-12-31', 'La fecha debe estar entre 1984 y 2150.')

/** An id or a hash, never a name or an address. */
const ref = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9:._/-]{0,199}$/, 'Debe ser una referencia, sin espacios.')
const officer = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/,
    'Debe ser el identificador del funcionario, no su nombre ni su correo.',
  )

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
    evidence: z.array(z.strictObject({ id, ref })).max(50).optional(),
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
})

export const classificationBody = z
  .strictObject(about)
  .refine((body) => Object.values(body).some((value) => value !== undefined), 'No dice nada que clasificar.')

export const caseParams = z.strictObject({ caseId: z.uuid() })

export const page = {
  cursor: z.string().min(1).max(200).optional().describe('El valor de next de la página anterior'),
  limit: z.coerce.number().int().min(1).max(500).default(100),
}
export const casesQuery = z.strictObject({
  entity: id.optional(),
  state: id.optional(),
  area: id.optional(),
  ...page,
})
export const entityQuery = z.strictObject({ entity: id.optional() })
export const procedureQuery = z.strictObject({
  version: z.coerce.number().int().min(1).optional().describe('La más nueva si no se dice'),
})

export const legalMove = z.strictObject({
  transition: z.string(),
  action: z.string().optional(),
  to: z.string(),
  reason: z.string(),
  lacks: z.strictObject({
    note: z.boolean(),
    evidence: z.array(z.strictObject({ id: z.string(), name: z.string() })),
    outcome: z.array(z.string()).describe('Los resultados entre los que hay que escoger'),
    escalation: z.boolean().describe('Falta asignarlo a un área a la que se pueda escalar'),
  }),
})

const summary = {
  caseId: z.uuid(),
  entity: z.string(),
  procedure: z.string(),
  procedureVersion: z.int(),
  kind: z.string(),
  channel: z.string(),
  state: z.string(),
  final: z.boolean(),
  receivedAt: z.string(),
  area: z.string().optional(),
  level: z.int().optional(),
  officer: z.string().optional(),
  theme: z.string().optional(),
  product: z.string().optional(),
  outcome: z.string().optional(),
  answeredOn: z.string().optional().describe('El día de la respuesta de fondo'),
}

export const caseSummary = z.strictObject(summary)

export const caseView = z.strictObject({
  ...summary,
  version: z.int().describe('La de ETag, para If-Match'),
  stateName: z.string(),
  clock: z.enum(['runs', 'stops', 'ends']).describe('Si el término corre, está detenido o terminó'),
  rule: z.string().optional().describe('La regla que lo asignó'),
  moves: z.array(legalMove).describe('Lo que se puede hacer ahora, y lo que cada cosa pide'),
  automatic: z
    .array(z.strictObject({ transition: z.string(), reason: z.string(), at: z.string() }))
    .describe('Lo que el sistema hará por sí solo, y cuándo'),
})

export const changedView = z.strictObject({
  ...caseView.shape,
  flags: z
    .array(z.string())
    .describe('Lo que una regla habría rechazado, de no haberlo registrado otro sistema'),
})

export const notOpenedView = z.strictObject({
  count: z.int(),
  items: z.array(
    z.strictObject({
      caseId: z.uuid(),
      entity: z.string(),
      procedure: z.string(),
      kind: z.string(),
      reason: z.string(),
      receivedAt: z.string(),
    }),
  ),
})

export const procedureSummary = z.strictObject({
  entity: z.string(),
  id: z.string(),
  version: z.int(),
  name: z.string(),
  family: z.string(),
  source: z.string(),
  valid: z.strictObject({ from: z.string(), to: z.string().optional() }),
})
