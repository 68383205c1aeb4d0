import { prioritySteps } from '@ventanilla/procedures'
import { z } from 'zod'
import { linkTypes } from '../domain/links/link.ts'

const id = z.string().min(1).max(160)

export const caseParams = z.strictObject({ caseId: z.uuid() })

export const page = {
  cursor: z.string().min(1).max(200).optional().describe('El valor de next de la página anterior'),
  limit: z.coerce.number().int().min(1).max(500).default(100),
}
export const casesQuery = z.strictObject({
  entity: id.optional(),
  state: id.optional(),
  area: id.optional(),
  priority: z.enum(prioritySteps).optional().describe('granted: solo los que tienen atención prioritaria'),
  ...page,
})
export const entityQuery = z.strictObject({ entity: id.optional() })
export const procedureParams = z.strictObject({ entity: z.string(), id: z.string() })
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
  mergedInto: z.uuid().optional().describe('El caso que sigue en su lugar, si está acumulado en otro'),
}

export const caseSummary = z.strictObject({
  ...summary,
  priority: z
    .string()
    .optional()
    .describe('A qué llegó su atención prioritaria: asked, granted, refused o withdrawn'),
})

/** Asked for, granted, refused or taken back, by which ground, when and by whom. */
export const priorityShape = z.strictObject({
  is: z
    .enum(prioritySteps)
    .describe('asked: se pidió; granted: la tiene; refused: se negó; withdrawn: se retiró'),
  ground: z.string().optional(),
  groundName: z.string().optional().describe('El motivo, como lo nombra el procedimiento'),
  on: z.string(),
  by: z.string().optional().describe('Quién lo decidió, por su identificador'),
})

/** A value of a form that names nobody. */
export const coded = z.union([
  z.number(),
  z.string(),
  z.boolean(),
  z.array(z.string()).readonly(),
  z.strictObject({ ref: z.string(), mediaType: z.string() }),
])

export const caseView = z.strictObject({
  ...summary,
  version: z.int().describe('La de ETag, para If-Match'),
  stateName: z.string(),
  clock: z.enum(['runs', 'stops', 'ends']).describe('Si el término corre, está detenido o terminó'),
  rule: z.string().optional().describe('La regla que lo asignó'),
  merged: z.array(z.uuid()).readonly().optional().describe('Los casos acumulados en este'),
  moves: z.array(legalMove).describe('Lo que se puede hacer ahora, y lo que cada cosa pide'),
  automatic: z
    .array(z.strictObject({ transition: z.string(), reason: z.string(), at: z.string() }))
    .describe('Lo que el sistema hará por sí solo, y cuándo'),
  links: z
    .array(
      z.strictObject({
        caseId: z.uuid(),
        link: z.enum(linkTypes),
        side: z.enum(['from', 'to']).describe('from: este caso es eso del otro; to: el otro lo es de este'),
      }),
    )
    .optional()
    .describe('Los casos con los que está enlazado; ausente si ninguno'),
  tasks: z
    .array(
      z.strictObject({
        taskId: z.uuid(),
        task: z.string(),
        name: z.string(),
        to: z.enum(['internal', 'external']),
        area: z.string().optional(),
        outside: z.string().optional(),
        openedOn: z.string(),
        due: z.string().describe('El último día de su propio plazo'),
        why: z.string().describe('Cómo se cuenta'),
        status: z.enum(['open', 'answered', 'withdrawn']),
        endedOn: z.string().optional(),
        evidence: z.array(z.string()).readonly().optional(),
      }),
    )
    .optional()
    .describe('Lo que se pidió a otros para él; ausente si nada'),
  form: z
    .strictObject({
      id: z.string(),
      values: z.record(z.string(), coded),
      texts: z.array(z.string()).readonly().describe('Los campos cuyo texto está en la bóveda'),
      missing: z.array(z.string()).describe('Los campos obligatorios que no tienen valor'),
    })
    .optional()
    .describe('El formulario con que se pide su tipo, sin los textos'),
  priority: priorityShape.optional().describe('Su atención prioritaria; ausente si nadie la pidió'),
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

export const movesView = z.strictObject({
  caseId: z.uuid(),
  version: z.int().describe('La de ETag, para If-Match'),
  state: z.string(),
  moves: z.array(
    z.strictObject({
      transition: z.string(),
      action: z.string().optional(),
      to: z.string(),
      reason: z.string(),
      form: z.string().optional().describe('El formulario que viene con él'),
      lacks: z
        .array(
          z.strictObject({
            code: z.string().describe('Con el que se rechazaría'),
            field: z.string().optional().describe('La parte de la petición que lo traería'),
            about: z.string().optional().describe('La evidencia, el campo o el movimiento del que trata'),
            fault: z.string().optional().describe('Qué le falta al campo de un formulario'),
            detail: z.string(),
          }),
        )
        .describe('Lo que le falta para hacerse; vacío: se puede hacer así'),
    }),
  ),
  waits: z
    .array(z.strictObject({ transition: z.string(), to: z.string(), reason: z.string(), at: z.string() }))
    .describe('Lo que el sistema hará por sí solo, y cuándo, si nadie mueve antes el caso'),
})
