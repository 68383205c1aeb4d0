import { isLocalDate } from '@ventanilla/calendar'
import { shapes } from '@ventanilla/contracts'
import { instantOf, longestTerm } from '@ventanilla/terms'
import { z } from 'zod'

export const clockId = z.uuid().describe('Identificador del reloj')
export const entity = z.string().min(1).max(64).describe('Identificador de la entidad')
export const localDate = z.iso.date().refine(isLocalDate).describe('Día de Colombia, AAAA-MM-DD')
const day = z.string().describe('Día de Colombia, AAAA-MM-DD')
const instant = z.string().describe('Instante en UTC')

/** A moment as people and programs write it; without a zone it is Bogotá's. */
export const moment = z
  .string()
  .max(40)
  .refine((text) => instantOf(text) !== undefined, {
    error:
      'debe ser un instante, como 2026-11-26T15:00:00Z o 2026-11-26T10:00 de Bogotá (en una dirección, + es %2B)',
  })
export const asOf = moment.describe(
  'Responde con lo que se había registrado hasta ese instante; sin zona es de Bogotá, y un día solo, su comienzo',
)

/** An id is read in either case (RFC 9562 section 4); streams know one. */
export const clockParams = z.strictObject({
  clockId: z.uuid().toLowerCase().describe('Identificador del reloj'),
})

export const paging = {
  cursor: z.string().min(1).max(200).optional().describe('«next» de la página anterior'),
  limit: z.coerce.number().int().min(1).max(500).default(100).describe('Cuántos por página'),
}

export const states = ['running', 'breached', 'paused', 'met', 'cancelled'] as const
const state = z
  .enum(states)
  .describe(
    'running: corre; breached: venció; paused: suspendido; met: cumplido; cancelled: terminó sin respuesta',
  )

const term = {
  clockId,
  caseId: z.uuid(),
  entity: z.string(),
  clock: z.string().meta({ description: 'Qué término es', examples: ['legal', 'ans', 'acuse'] }),
  regime: z.string(),
  source: z.string().describe('La norma o el acuerdo que fija el término'),
  received: day.describe('El día desde el que se cuenta: el día 1 es el siguiente'),
  amount: z.int(),
  unit: shapes.termUnit,
  extension: z.int().describe('Lo prorrogado, en la unidad del término'),
  due: day.nullable().describe('El último día; nulo mientras el término está suspendido'),
  state,
  late: z.boolean().nullable().describe('Si se cumplió después del vencimiento; nulo si no se ha cumplido'),
  pausedOn: day.nullable(),
  endedOn: day.nullable().describe('El día de la respuesta o del fin del caso'),
  calendar: z.string().describe('Versión del calendario con que se cuenta'),
  resting: z
    .literal(true)
    .optional()
    .describe('El caso está acumulado en otro: el tiempo cuenta, y no se avisa de lo que alcance'),
}

export const clockItem = z.object({
  ...term,
  rung: z.string().nullable().describe('El último escalón que alcanzó con el vencimiento de ahora'),
  flags: z.array(z.string()).describe('Reglas que otro sistema no cumplió en lo que registró'),
})
export const clockList = z.object({ items: z.array(clockItem), next: z.string().optional() })

const name = z
  .string()
  .optional()
  .describe('Cómo llama el procedimiento a un reloj que corre junto al plazo del caso')

const endsAt = instant
  .nullable()
  .describe('El instante en que termina: el final del último día, o la hora de un término en horas')

const flags = z.array(z.string()).describe('Reglas que no cumple lo que registró otro sistema')
const recordedBy = z.string().optional().describe('El sistema que la registró')

const extensions = z
  .array(z.object({ amount: z.int(), on: day, flags, recordedBy }))
  .describe('Todas las que se dijeron; «extension» es lo que se cuenta de ellas')

export const clockView = z.object({
  ...term,
  ...{ name, endsAt },
  version: z.int().describe('Crece con cada hecho; la de ETag, para If-Match'),
  extensions,
  ahead: z
    .array(z.object({ at: instant, rung: z.string().nullable() }))
    .describe('Lo que le queda por alcanzar; el vencimiento va sin escalón'),
})

export const explanationView = z.object({
  ...term,
  ...{ name, endsAt, extensions },
  calendar: z.object({ id: z.string(), version: z.string() }),
  law: z
    .object({
      regime: z.string().describe('Su nombre, como lo dice «ventanilla regimes»'),
      version: day.describe('Desde cuándo rige la versión del día de la recepción'),
      parameters: z.record(z.string(), z.string()).describe('Lo que fijó el procedimiento'),
    })
    .optional()
    .describe('El régimen legal que cuenta el término, si el procedimiento nombra uno'),
  facts: z
    .array(
      z.object({
        type: z.string(),
        at: instant,
        reason: z.string().optional(),
        evidence: z.string().optional().describe('De una respuesta, el mensaje que la lleva'),
        days: z.int().optional(),
        why: z.string().optional(),
        how: z.string().optional(),
        tacit: z.boolean().optional(),
      }),
    )
    .optional()
    .describe('Los hechos como los toma ese régimen: «ventanilla due --facts» cuenta lo mismo con ellos'),
  recounts: z
    .array(
      z.object({
        on: day,
        at: instant.describe('Desde cuándo'),
        act: z.string().describe('El acto que puso en vigor el calendario'),
        by: z.string().describe('Quién lo puso en vigor'),
        from: z.string().describe('La versión con que se contaba'),
        to: z.string().describe('La versión con que se cuenta desde entonces'),
        before: day.nullable().describe('Cuándo vencía; nulo si el término estaba suspendido'),
        due: day.nullable(),
      }),
    )
    .optional()
    .describe('Otros calendarios con que se volvió a contar, el último es el que vale; falta si no hubo'),
  summary: z.string().describe('La misma cuenta en pocas frases'),
  effects: z
    .array(
      z.object({
        type: z.string(),
        at: instant.describe('Desde cuándo, aunque se sepa después'),
        due: z.string().optional().describe('Para cuándo hay que cumplirlo'),
        article: z.string(),
        text: z.string(),
      }),
    )
    .describe('Lo que se sigue de los hechos por ley'),
  refused: z
    .array(z.object({ on: day, code: z.string(), detail: z.string() }))
    .describe('Hechos que la ley no cuenta, y por qué'),
  explanation: z
    .array(
      z.object({
        date: day,
        counted: z.boolean(),
        why: z.string().describe('Por qué se cuenta o no'),
        kind: z.string(),
        source: z.string().optional().describe('La norma o el acto'),
        total: z.number().describe('Cuántos días van; de un término en horas, cuántas horas'),
      }),
    )
    .describe('Todos los días, desde la recepción'),
})

export const extensionBody = z.strictObject({
  amount: z.int().min(1).max(longestTerm).describe('Cuánto más, en la unidad del término'),
  reason: z.string().trim().min(1).max(4000).describe('El motivo; se guarda cifrado'),
  on: localDate.optional().describe('El día en que se concedió; hoy si falta'),
  recordedBy: z.string().trim().min(1).max(80).optional().describe('El sistema que ya la había concedido'),
})

export const extensionView = z.object({
  clockId,
  caseId: z.uuid(),
  amount: z.int(),
  on: day,
  due: day.describe('La nueva fecha; si el término está suspendido, la que tendría si se reanudara ese día'),
  extension: z.int().describe('Lo prorrogado en total, en la unidad del término'),
  ...{ flags, recordedBy },
})

export const calendarItem = z.object({
  entity: z.string(),
  calendar: z.string(),
  version: z.string(),
  sha256: z.string().describe('De su definición'),
  activatedAt: instant,
  actor: z.string().describe('Quién lo puso en vigor'),
  act: z
    .string()
    .optional()
    .describe('El acto por el que rige también los términos abiertos; falta si no los rige'),
})
export const calendarList = z.object({ items: z.array(calendarItem) })
export const calendarView = z.object({
  ...calendarItem.shape,
  definition: z
    .object({ rules: z.array(z.json()), overlays: z.array(z.json()) })
    .describe('Todo lo que hace falta para volver a contar con él'),
})
