import { z } from 'zod'
import { STATES } from '../domain/staffing/standing.ts'
import { entity } from './shapes.ts'

const area = z.string().min(1).max(160)
/** More than any area has. */
const people = z.int().min(0).max(1_000)

const staffing = z
  .strictObject({
    area: area.describe('El área, por su identificador'),
    percent: z
      .int()
      .min(0)
      .max(10_000)
      .optional()
      .describe('Por cada cien que atendía, cuántos atendería: 100 es lo que hubo, 125 una cuarta parte más'),
    people: z
      .strictObject({ before: people.min(1), after: people })
      .optional()
      .describe('Cuántas personas la atendían y cuántas la atenderían'),
    perDay: z
      .number()
      .min(0)
      .max(100_000)
      .optional()
      .describe('Cuántos casos atendería por cada día hábil con trabajo'),
  })
  .refine(
    ({ percent, people, perDay }) =>
      [percent, people, perDay].filter((one) => one !== undefined).length === 1,
    {
      path: ['percent'],
      error: 'diga una sola: percent, people o perDay',
    },
  )

const day = z.iso
  .date()
  .refine((date) => date >= '1984-01-01' && date <= '2199-12-31', 'La fecha debe estar entre 1984 y 2199.')

export const staffingBody = z.strictObject({
  entity: entity.optional(),
  from: day.describe('Primer día en que se prueba'),
  to: day.optional().describe('Último día en que se prueba; hoy si falta'),
  staffing: z
    .array(staffing)
    .min(1)
    .max(50)
    .refine((all) => new Set(all.map((one) => one.area)).size === all.length, 'cada área va una sola vez')
    .describe('Con qué capacidad se prueba cada área; las demás tardan lo que tardaron'),
  list: z
    .enum(['state', 'date'])
    .default('state')
    .describe('state: los casos que cambian de estado; date: también los que solo cambian de día'),
  cursor: z.string().min(1).max(400).optional().describe('«next» de la página anterior'),
  limit: z.int().min(1).max(500).default(100),
})

const state = z
  .enum(STATES)
  .describe(
    'in-time: respondido a tiempo; late: respondido tarde; ended: terminado sin respuesta que un término juzgue; ' +
      'open: sin terminar; overdue: sin terminar y vencido',
  )
const standing = z.strictObject({
  state,
  endedOn: z
    .string()
    .nullable()
    .describe(
      'El día en que sale de su última cola; uno que está por venir es de un caso que seguiría abierto',
    ),
})
const count = z.int()
const counted = {
  cases: count.describe('Casos del período que pasaron por un área que se prueba'),
  changed: count.describe('Terminan otro día o en otro estado'),
  earlier: count.describe('Terminan antes'),
  later: count.describe('Terminan después'),
  nowInTime: count.describe('Tardíos o vencidos que se responderían a tiempo'),
  nowLate: count.describe('Respondidos a tiempo que dejarían de estarlo'),
  states: z.array(z.strictObject({ from: state, to: state, cases: count })),
}
const both = (of: z.ZodType<number | null, number | null>) => z.strictObject({ before: of, after: of })
const measured = z.number()

export const staffingView = z.strictObject({
  entity: z.string(),
  period: z.strictObject({ from: z.string(), to: z.string() }),
  asOf: z.string().describe('El día de Bogotá hasta el que se sabe qué pasó'),
  calendar: z.string().describe('La versión del calendario con que se cuentan los días hábiles'),
  items: z.array(
    z.strictObject({
      caseId: z.uuid(),
      kind: z.string().nullable(),
      area: z.string().nullable().describe('La que lo tiene, o lo tenía cuando terminó'),
      due: z.string().nullable(),
      before: standing,
      after: standing,
      movedBy: z.int().nullable().describe('Días hábiles de diferencia; nulo si uno de los dos no termina'),
    }),
  ),
  totals: z
    .strictObject(counted)
    .nullable()
    .describe('De todo el período, no de la página; nulo mientras se cuenta'),
  areas: z
    .array(
      z.strictObject({
        area: z.string(),
        ...counted,
        pace: both(measured).describe('Casos por día hábil con trabajo'),
        left: both(count).describe('Salidas de su cola en el período'),
        stay: both(measured.nullable()).describe('Días hábiles que estuvieron en ella, en promedio'),
        waiting: both(count).describe('En su cola al final del período'),
      }),
    )
    .nullable()
    .describe('Un caso que pasó por dos áreas cuenta en las dos'),
  progress: z.strictObject({ done: count, total: count }).describe('Casos leídos, y cuántos hay'),
  next: z.string().optional().describe('Falta cuando no hay más; una página puede venir vacía y tenerlo'),
})
