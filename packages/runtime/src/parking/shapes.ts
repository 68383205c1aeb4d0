import { z } from 'zod'

export const caseParams = z.strictObject({
  consumer: z.string().min(1).max(64).describe('Quién no pudo atenderlo'),
  source: z.string().min(1).max(64).describe('Qué servicio lo dijo'),
  case: z.string().min(1).max(64).describe('Identificador del caso'),
})
export const eventParams = z.strictObject({
  ...caseParams.shape,
  event: z.coerce.number().int().min(1).describe('Número del evento dentro del caso apartado'),
})

export const paging = {
  cursor: z.string().min(1).max(400).optional().describe('«next» de la página anterior'),
  limit: z.coerce.number().int().min(1).max(500).default(100).describe('Cuántos por página'),
}
export const listQuery = z.strictObject({
  entity: z.string().min(1).max(64).optional().describe('Los de una entidad'),
  source: z.string().min(1).max(64).optional().describe('Los de lo que dijo un servicio'),
  ...paging,
})
export const eventsQuery = z.strictObject(paging)

const reason = z
  .object({ code: z.string(), message: z.string() })
  .describe('Por qué: una palabra de la máquina y lo que se puede decir de ella')

export const parkedCase = z.object({
  consumer: z.string(),
  source: z.string(),
  case: z.string(),
  entity: z.string().describe('«-» cuando no se pudo leer de qué entidad es'),
  waiting: z.int().describe('Cuántos eventos esperan'),
  since: z.string().describe('Instante del primero'),
  type: z.string().nullable().describe('Tipo del evento que falla; nulo si no se pudo leer'),
  sequence: z.int().nullable().describe('Su posición en los hechos de quien lo dijo'),
  tries: z.int().describe('Cuántas veces se intentó antes de apartarlo'),
  reason,
})
export const parkedList = z.object({ items: z.array(parkedCase), next: z.string().optional() })

export const parkedEvent = z.object({
  event: z.int().describe('Su número dentro del caso apartado'),
  id: z.string().nullable(),
  type: z.string().nullable(),
  sequence: z.int().nullable(),
  record: z
    .object({ topic: z.string(), partition: z.int(), offset: z.int() })
    .nullable()
    .describe('Dónde estaba, cuando no se pudo leer'),
  bytes: z.int().describe('Cuántos bytes tiene'),
  tries: z.int().describe('Cero: espera detrás de otro, sin haberse intentado'),
  reason: reason.nullable(),
})
export const parkedDetail = z.object({
  consumer: z.string(),
  source: z.string(),
  case: z.string(),
  entity: z.string(),
  waiting: z.int(),
  events: z.array(parkedEvent).describe('En el orden en que se atenderán'),
  next: z.string().optional(),
})

export const discardReasons = ['duplicate', 'foreign', 'obsolete', 'recorded-otherwise', 'test'] as const

export const discardBody = z.strictObject({
  // No sentence: it could name somebody, and a fact is for ever.
  reason: z
    .enum(discardReasons)
    .describe(
      'duplicate: repite otro; foreign: no es de Ventanilla; obsolete: ya no tiene efecto; ' +
        'recorded-otherwise: se registró por otro camino; test: es de una prueba',
    ),
  reference: z
    .string()
    .regex(/^[A-Z]{1,10}-\d{1,10}$/)
    .optional()
    .meta({ description: 'Dónde se explica más, como el número de un tiquete', examples: ['INC-1204'] }),
})

export const replayed = z.object({ events: z.int().describe('Cuántos se atendieron') })
export const discarded = z.object({ events: z.int().describe('Cuántos se descartaron') })
