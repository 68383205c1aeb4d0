import { z } from 'zod'
import { clockId, entity, moment } from './shapes.ts'

/** More than any entity has in force; each is parsed. */
const MOST_OVERLAYS = 20

const overlay = z.union([z.string().max(200_000), z.record(z.string(), z.json())], {
  error: 'debe ser el YAML de un calendario, o lo mismo en JSON',
})

const tried = {
  entity: entity.optional(),
  overlays: z
    .array(overlay)
    .max(MOST_OVERLAYS)
    .describe('Los calendarios que se prueban, en el orden en que prevalecen: YAML o lo mismo en JSON'),
  replaces: z
    .enum(['named', 'all'])
    .default('named')
    .describe(
      'named: cada uno va en lugar de los de su nombre que están en vigor, y si no hay, prevalece sobre los demás; ' +
        'all: van en lugar de todos',
    ),
}

/** How a what-if is asked, whatever is tried. */
export const asked = {
  openOnly: z.boolean().default(false).describe('Solo los términos que no han terminado'),
  at: moment.optional().describe('El instante en que se juzgan, antes y después; ahora si falta'),
  cursor: z.string().min(1).max(200).optional().describe('«next» de la página anterior'),
  limit: z.int().min(1).max(500).default(100).describe('Cuántos casos se miran por página'),
}

export const whatIfBody = z.strictObject({ ...tried, ...asked })

const day = z.string().describe('Día de Colombia, AAAA-MM-DD')
const state = z
  .enum(['running', 'warned', 'breached', 'paused', 'met', 'cancelled', 'uncountable'])
  .describe(
    'running: corre; warned: corre y pasó un escalón; breached: venció; paused: suspendido; met: cumplido; ' +
      'cancelled: terminó sin respuesta; uncountable: el calendario no deja contarlo',
  )

const judged = z.object({
  state,
  due: day.nullable().describe('Suspendido, el que tendría si se reanudara ese día'),
  rung: z.string().nullable().describe('El último escalón que pasó'),
  late: z.boolean().nullable().describe('Si se cumplió después del vencimiento'),
})

const change = z.object({
  clockId,
  caseId: z.uuid(),
  clock: z.string(),
  regime: z.string(),
  calendar: z.string().describe('La versión con que se cuenta de verdad'),
  before: judged,
  after: judged,
  movedBy: z
    .int()
    .nullable()
    .describe(
      'Días hábiles que se corre el vencimiento, con el calendario que se prueba; nulo si falta una fecha',
    ),
})

export const whatIfView = z.object({
  entity: z.string(),
  calendar: z.object({ id: z.string(), version: z.string() }).describe('El que se prueba'),
  at: z.string().describe('Instante en UTC en que se juzgó'),
  items: z.array(change).describe('Los términos que cambian'),
  totals: z
    .object({
      cases: z.int().describe('Casos que se miraron'),
      clocks: z.int().describe('Términos que se miraron'),
      changedCases: z.int(),
      changedClocks: z.int(),
      dueLater: z.int().describe('Vencen después'),
      dueEarlier: z.int().describe('Vencen antes'),
      nowLate: z.int().describe('Cumplidos a tiempo que pasan a ser tarde'),
      nowInTime: z.int().describe('Cumplidos tarde que pasan a ser a tiempo'),
      states: z.array(z.object({ from: state, to: state, clocks: z.int() })),
    })
    .describe('De esta página: un caso está en una sola, así que se suman'),
  progress: z
    .object({ done: z.int(), total: z.int() })
    .describe('Hechos de la entidad recorridos, y cuántos hay'),
  list: z.string().describe('Con qué se contó esta lista: se da al poner el calendario en vigor'),
  next: z.string().optional().describe('Falta cuando no hay más; una página puede venir vacía y tenerlo'),
})

export const activationBody = z.strictObject({
  ...tried,
  // It goes into facts, which are kept for ever, and into what citizens read.
  act: z
    .string()
    .trim()
    .min(3)
    .max(160)
    .regex(/^\P{C}*$/u, 'debe ser una sola línea, sin caracteres de control')
    .describe('El acto que lo ordena, como «Decreto 1234 de 2026»; sin nombres de personas'),
  list: z.string().min(1).max(400).describe('El «list» de la lista que se mostró, con openOnly'),
  newCases: z
    .enum(['refuse', 'include'])
    .default('refuse')
    .describe(
      'Los términos que empezaron después de la lista: refuse la da por cambiada; include los cuenta con los demás',
    ),
})

export const activationView = z.object({
  entity: z.string(),
  calendar: z.object({ id: z.string(), version: z.string() }),
  act: z.string(),
  activatedAt: z.string().describe('Instante en UTC desde el que rige'),
  actor: z.string().describe('Quién lo puso en vigor'),
  progress: z
    .object({ done: z.int(), total: z.int() })
    .describe(
      'Hechos de la entidad recorridos, y cuántos había: al final se han contado de nuevo todos los términos',
    ),
  complete: z.boolean().describe('Si no le queda nada por contar: también cuando otro lo reemplazó antes'),
})
export const activationList = z.object({ items: z.array(activationView) })
