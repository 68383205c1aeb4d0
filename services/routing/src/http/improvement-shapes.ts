import { z } from 'zod'
import { actionStates } from '../domain/improvement/action.ts'
import { actionKinds } from '../domain/improvement/events.ts'
import { id, localDate, note, officer } from './bodies.ts'

/** An id of something kept elsewhere: it has no room for a name. */
const reference = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:/-]{0,159}$/)
const evidence = z.array(reference).min(1).max(50).describe('Dónde está cada evidencia; nunca su contenido')

const cause = z.union([
  z.strictObject({ case: z.uuid().toLowerCase() }),
  z.strictObject({ indicator: reference, from: localDate, to: localDate }),
  z.strictObject({ sample: reference }),
  z.strictObject({ finding: reference.describe('El id del hallazgo en la auditoría') }),
])

export const openBody = z.strictObject({
  kind: z.enum(actionKinds),
  procedure: id,
  causes: z.array(cause).min(1).max(100),
  area: id,
  owner: officer,
  due: localDate.describe('El último día para hacerla'),
  what: note.describe('Qué se va a hacer'),
  analysis: note.describe('El análisis de las causas'),
})
export const amendBody = z.strictObject({
  ...{ area: id.optional(), owner: officer.optional(), due: localDate.optional() },
  note: note.describe('Por qué cambia'),
})
export const progressBody = z.strictObject({ percent: z.int().min(0).max(100), note })
export const completeBody = z.strictObject({ evidence })
export const verifyBody = z.strictObject({
  effective: z.boolean(),
  evidence,
  before: z.number().optional().describe('El valor del indicador antes de la acción'),
  after: z.number().optional().describe('El valor del indicador después'),
  due: localDate.optional().describe('El nuevo plazo, si no fue eficaz'),
  note: note.optional(),
})
export const cancelBody = z.strictObject({ note: note.describe('Por qué no se hará') })

export const actionParams = z.strictObject({ action: z.uuid().toLowerCase() })
export const actionsQuery = z.strictObject({
  ...{ entity: id.optional(), procedure: id.optional(), area: id.optional(), owner: officer.optional() },
  state: z.enum(actionStates).optional(),
  cause: z
    .string()
    .regex(/^(case|indicator|sample|finding):.{1,160}$/)
    .optional()
    .describe('Lo que la causó: case:, indicator:, sample: o finding:, y su id'),
  overdueOn: localDate.optional().describe('Las abiertas que ese día ya están vencidas'),
  idleSince: localDate.optional().describe('Las abiertas sin avance desde antes de ese día'),
  cursor: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d~[0-9a-f-]{36}$/)
    .optional()
    .describe('El valor de next de la página anterior'),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})

export const summaryQuery = z.strictObject({
  ...{ entity: id.optional(), procedure: id.optional() },
  overdueOn: localDate.optional().describe('El día del que se dice cuáles están vencidas; si falta, hoy'),
})
const counted = {
  actions: z.int(),
  overdue: z.int().describe('Las abiertas que ese día ya están vencidas'),
}
export const summaryView = z.strictObject({
  items: z
    .array(
      z.strictObject({
        area: z.string(),
        cause: z.enum(['case', 'indicator', 'sample', 'finding']),
        state: z.enum(actionStates),
        ...counted,
      }),
    )
    .describe('Por área, clase de causa y estado. La que tiene causas de dos clases está en las dos'),
  total: z.strictObject(counted).describe('Cada acción una vez'),
})

const list = z.array(z.string()).readonly()
const said = {
  action: z.uuid(),
  entity: z.string(),
  kind: z.enum(actionKinds),
  procedure: z.string(),
  causes: z.array(cause).readonly(),
  area: z.string(),
  owner: z.string(),
  due: z.string(),
  state: z.enum(actionStates),
  percent: z.int(),
  movedOn: z.string().describe('El último día en que se dijo cómo va'),
  doneOn: z.string().optional(),
  evidence: list,
  verified: z
    .strictObject({
      ...{ on: z.string(), by: z.string().optional(), effective: z.boolean(), evidence: list },
      ...{ before: z.number().optional(), after: z.number().optional() },
    })
    .optional()
    .describe('La última verificación de su eficacia'),
}
export const actionView = z.strictObject(said)
export const actionsView = z.strictObject({ items: z.array(actionView), next: z.string().optional() })
export const wholeActionView = z.strictObject({
  ...said,
  history: z.array(
    z.strictObject({
      ...{ type: z.string(), at: z.string(), data: z.record(z.string(), z.unknown()) },
      words: z.unknown().optional().describe('Lo que se escribió; falta si se suprimió'),
    }),
  ),
})
