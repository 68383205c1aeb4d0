import { firstYear, lastYear } from '@ventanilla/calendar'
import { z } from 'zod'

const day = z.iso
  .date()
  .refine((date) => date >= `${firstYear}-01-01` && date <= `${lastYear}-12-31`)
  .describe('Día de Colombia, AAAA-MM-DD')
const instant = z.iso.datetime({ precision: 3 }).describe('Instante en UTC, con milésimas')
// Half of a surrogate pair has no canonical form (RFC 8785 §3.2.2.2).
const text = z
  .string()
  .min(1)
  .refine((value) => value.isWellFormed())

const dayKinds = [
  ...['received', 'calendar-day', 'paused', 'business-day', 'saturday', 'sunday', 'holiday', 'closed'],
  ...['civic-day', 'closed-not-suspended', 'counted-holiday'],
] as const

const states = ['running', 'breached', 'paused', 'met', 'cancelled'] as const

/** As people are told it. */
export const stateInWords: Readonly<Record<(typeof states)[number], string>> = {
  running: 'corriendo',
  breached: 'vencido sin respuesta',
  paused: 'suspendido',
  met: 'cumplido',
  cancelled: 'terminado sin respuesta',
}

const term = z.strictObject({
  regime: text.describe('El régimen'),
  kind: text.nullable().describe('La clase de petición, si el régimen o un cierre la distinguen'),
  source: text.describe('La norma o el acuerdo que fija el término'),
  amount: z.int().min(1).describe('Cuántos días'),
  unit: z.enum(['business-days', 'calendar-days']),
  received: day.describe('El día del que cuelga la cuenta'),
  start: z.literal('following-day').describe('El día 1 es el siguiente'),
  restarted: z.boolean().describe('Si es un término nuevo, de un caso que se reabrió'),
  extensions: z
    .array(z.strictObject({ amount: z.int().min(1), on: day.describe('El día en que se concedió') }))
    .describe('Días que se añadieron, en la unidad del término'),
})

const pause = z.strictObject({
  from: day.describe('El primer día que no se cuenta'),
  to: day.nullable().describe('El primero que se vuelve a contar; nulo mientras dura'),
  reason: text,
  source: text.nullable().describe('La norma o el acto, si consta'),
})

const counting = z.strictObject({
  date: day,
  counted: z.boolean(),
  kind: z.enum(dayKinds),
  why: text.describe('Por qué se cuenta o no; un festivo, por su nombre'),
  source: text.nullable().describe('La norma o el acto, si el día se debe a uno'),
  total: z.int().min(0).describe('Cuántos van'),
})

/** Of a term in days. */
const first = z.strictObject({
  type: z.literal('ventanilla-clock-certificate').describe('Qué documento es'),
  version: z.literal(1).describe('De esta forma'),
  issuedAt: instant.describe('Cuándo se expidió'),
  entity: text.describe('La entidad'),
  clock: z.strictObject({
    id: z.uuid().describe('El reloj'),
    caseId: z.uuid().describe('El caso'),
    name: text.describe('Qué término es: «legal», «ans»'),
  }),
  term,
  calendar: z.strictObject({ id: text, version: text.describe('La versión con que se contó') }),
  pauses: z.array(pause).describe('Suspensiones'),
  days: z.array(counting).min(1).describe('Todos los días, desde la recepción'),
  warnings: z.array(text).describe('Lo que debe saber quien lea la cuenta'),
  due: day.nullable().describe('El último día; nulo mientras está suspendido'),
  endsAt: instant.nullable().describe('El instante en que termina ese día'),
  state: z.enum(states),
  pausedOn: day.nullable().describe('El día en que se suspendió, si lo está'),
  endedOn: day.nullable().describe('El día de la respuesta o del fin del caso'),
  judgedOn: day.nullable().describe('El día por el que se juzga: antes, si estaba suspendido'),
  late: z.boolean().nullable().describe('Si se cumplió después del vencimiento'),
  summary: text.describe('La misma cuenta en pocas frases'),
  facts: z
    .array(
      z.strictObject({
        position: z.int().min(1).describe('Su posición en el registro de sla-clock de la entidad'),
        id: z.uuid(),
        type: text,
        at: instant.describe('Cuándo ocurrió'),
        routing: z.int().min(1).nullable().describe('La posición en el registro de routing de lo que cuenta'),
      }),
    )
    .min(1)
    .describe('Los hechos de los que sale la cuenta'),
})

const time = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/)
  .describe('Hora de Bogotá, HH:MM')

/** Ten years of hours: of months it is more than a calendar has, and no date that can't be. */
const most = 87_600

/** Of a term in months or hours, with what it takes to count one of these again. */
const second = first.extend({
  version: z.literal(2).describe('De esta forma'),
  term: term.extend({
    amount: z.int().min(1).max(most).describe('Cuántos meses u horas'),
    extensions: z
      .array(term.shape.extensions.element.extend({ amount: z.int().min(1).max(most) }))
      .describe('Lo que se añadió, en la unidad del término'),
    unit: z.enum(['calendar-months', 'business-hours', 'calendar-hours']),
    start: z
      .enum(['following-day', 'reception'])
      .describe('El día 1 es el siguiente; un término en horas corre desde la recepción'),
    receivedAt: instant.nullable().describe('De un término en horas, el instante desde el que corre'),
  }),
  pauses: z
    .array(
      pause.extend({
        fromAt: instant.nullable().describe('De un término en horas, desde qué instante no corre'),
        toAt: instant.nullable().describe('Y desde cuál vuelve a correr; nulo mientras dura'),
      }),
    )
    .describe('Suspensiones'),
  days: z
    .array(
      counting.extend({
        kind: z.enum([...dayKinds, 'rolled']),
        total: z.int().min(0).describe('Cuántos días van; en un término en horas, cuántos milisegundos'),
        open: z
          .array(z.strictObject({ from: time, to: time }))
          .nullable()
          .describe('De un término en horas, las horas de ese día en que puede correr'),
      }),
    )
    .min(1)
    .describe('Todos los días, desde la recepción'),
  lastDays: z
    .array(
      z.strictObject({
        date: day,
        kind: z.enum(dayKinds),
        why: text.describe('Por qué es hábil o no'),
        source: text.nullable().describe('La norma o el acto'),
      }),
    )
    .describe(
      'De un término en meses, el día en que terminan y los que siguen hasta el primero que es hábil',
    ),
  judgedAt: instant.nullable().describe('De un término en horas, el instante por el que se juzga'),
})

/**
 * How a term was counted, on paper: all that is needed to count it again, and nobody's personal data. Its shape is its
 * own, whatever the services come to call things: a change of it is another `version`, and the programs that check
 * know all of them. Nothing is optional: what there isn't is null, so that nothing can be taken away unseen.
 */
export const certificateSchema = z.discriminatedUnion('version', [first, second])

export type Certificate = z.output<typeof certificateSchema>
/** Of a term in days, and of one in months or hours. */
export type DaysCertificate = z.output<typeof first>
export type WideCertificate = z.output<typeof second>

/** A JWS in flattened JSON form whose payload is detached (RFC 7515 §7.2.2, appendix F): the canonical certificate. */
export const signedSchema = z.strictObject({
  certificate: certificateSchema,
  signature: z.strictObject({
    protected: z.string().describe('Encabezado de la firma, en base64url: algoritmo, huella y clave pública'),
    signature: z.string().describe('La firma, en base64url'),
  }),
})

export type SignedCertificate = z.output<typeof signedSchema>
