import { prioritySteps } from '@ventanilla/procedures'
import { z } from 'zod'

const id = z.string().min(1).max(160)
const text = z.string().nullable()

/** Far dates are slips of the keyboard; calendars end not long after. */
export const localDate = z.iso
  .date()
  .refine((date) => date >= '1984-01-01' && date <= '2199-12-31', 'La fecha debe estar entre 1984 y 2199.')

export const entity = id.describe('La entidad, por su identificador')
export const from = localDate.describe('Primer día de recepción')
export const to = localDate.describe('Último día de recepción')

export const paging = {
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
}
export const next = z.string().optional().describe('Cursor de la página siguiente, si la hay')

export const flag = z.enum(['true', 'false']).transform((value) => value === 'true')

export const caseFile = z.strictObject({
  caseId: z.uuid(),
  entity: id,
  radicado: text,
  procedure: text,
  procedureVersion: z.int().nullable(),
  family: text,
  kind: text,
  theme: text,
  product: text,
  channel: text,
  point: text.describe('Punto de atención o feria en que se le atendió en persona'),
  turn: text,
  mode: text,
  state: text,
  stateSince: text.describe('El día en que llegó a su estado'),
  priority: z
    .enum(prioritySteps)
    .nullable()
    .describe(
      'Su atención prioritaria: se pidió (asked), la tiene (granted), se negó (refused) o se retiró (withdrawn)',
    ),
  priorityGround: text.describe('El motivo, por su id en el formulario con que se pidió o se concedió'),
  priorityOn: text,
  area: text,
  level: z.int().nullable(),
  officer: text,
  receivedAt: z.string(),
  receivedOn: z.string(),
  open: z.boolean(),
  reopened: z.int().describe('Cuántas veces se ha reabierto'),
  answeredOn: text,
  closedOn: text,
  outcome: text,
  clockState: text,
  light: text.describe('Del semáforo: verde, los escalones del procedimiento, vencido'),
  due: text.describe('Fecha de vencimiento; ninguna mientras el término está suspendido'),
  late: z.boolean().nullable().describe('Si se respondió fuera de tiempo; sin valor mientras no se responde'),
  extendedDays: z.int(),
  recordedBy: text,
  externalRef: text,
  flags: z
    .array(z.string())
    .describe('Códigos de lo que otro sistema registró y aquí no se habría permitido'),
  mergedInto: z.uuid().nullable().describe('El caso que sigue en su lugar: este no está abierto'),
  measures: z
    .record(z.string(), z.union([z.number(), z.boolean()]))
    .nullable()
    .describe('Lo que se respondió en los campos que cuenta un indicador, como «formulario.campo»'),
  merged: z.array(z.uuid()).describe('Los casos acumulados en este'),
  links: z
    .array(
      z.strictObject({
        caseId: z.uuid(),
        link: z.string().describe('tutela-de, sigue-a o relacionado-con'),
        side: z
          .enum(['from', 'to'])
          .describe('from: este caso es la tutela, o el que sigue; to: el otro lo es'),
      }),
    )
    .describe('Los casos enlazados con este, que siguen por aparte'),
  messages: z.strictObject({ requested: z.int(), sent: z.int(), failed: z.int() }),
})

const stayWarning = text.describe('Que lleva en su estado más de lo que el procedimiento avisa, en una frase')

/** A case in a list of what there is to do. */
export const worklistItem = caseFile.extend({ stayWarning })

const timeline = z.array(
  z.strictObject({ type: z.string(), at: z.string(), data: z.record(z.string(), z.unknown()) }),
)

export const caseFileDetail = caseFile.extend({
  stayWarning,
  timeline,
  linked: z
    .array(z.strictObject({ caseId: z.uuid(), radicado: text, answeredOn: text, timeline }))
    .describe('Los casos con los que es un solo asunto, cada uno con su propia historia'),
  clocks: z
    .array(
      z.strictObject({
        ...{ clockId: z.uuid(), clock: z.string(), state: z.string(), light: z.string() },
        ...{ due: text, metOn: text, late: z.boolean().nullable() },
      }),
    )
    .describe('El plazo del caso y los relojes que corren junto a él, con el nombre de cada uno'),
  sent: z.array(
    z.strictObject({
      template: z.string(),
      channel: z.string(),
      requestedAt: z.string(),
      state: z.enum(['requested', 'sent', 'failed']),
      at: z.string().optional(),
      reason: z.string().optional(),
    }),
  ),
})
