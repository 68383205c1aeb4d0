import { z } from 'zod'
import { absenceReasons } from '../domain/officers/events.ts'
import { id, localDate, officer } from './bodies.ts'

const skill = z.array(id).max(200).default([])

const attends = z
  .array(z.strictObject({ area: id, level: z.int().min(1).max(9) }))
  .max(50)
  .describe('Las áreas que atiende, cada una con su nivel')
const capacity = z.int().min(1).max(500).describe('Con cuántos casos abiertos ya no se le da ninguno')

export const officerBody = z.strictObject({
  attends,
  skills: z
    .strictObject({ kinds: skill, themes: skill, products: skill, channels: skill })
    .prefault({})
    .describe('Lo que atiende; una lista vacía es todo'),
  capacity,
  inService: z.boolean().default(true),
})

export const absenceBody = z
  .strictObject({
    from: localDate.describe('El primer día de ausencia'),
    to: localDate.describe('El último día de ausencia'),
    reason: z.enum(absenceReasons),
    redistribute: z
      .boolean()
      .default(false)
      .describe('Al empezar, sus casos abiertos se reparten solos; si no, alguien decide'),
  })
  .refine(({ from, to }) => from <= to, 'La ausencia termina antes de empezar.')

export const officerParams = z.strictObject({ officer })
export const absenceParams = z.strictObject({ officer, absence: z.uuid() })

const absence = z.strictObject({
  ...{ id: z.string(), from: z.string(), to: z.string(), reason: z.string(), redistribute: z.boolean() },
})
const list = z.array(z.string()).readonly()

const said = {
  officer: z.string(),
  entity: z.string(),
  attends: z.array(z.strictObject({ area: z.string(), level: z.int() })).readonly(),
  skills: z.strictObject({ kinds: list, themes: list, products: list, channels: list }),
  capacity: z.int(),
  inService: z.boolean(),
  absences: z.array(absence).readonly(),
}

export const officerView = z.strictObject(said)
export const absenceView = z.strictObject({ absence: z.uuid(), officer: officerView })
export const officersView = z.strictObject({
  items: z.array(
    z.strictObject({
      ...said,
      open: z.int().describe('Sus casos abiertos'),
      absent: absence.optional().describe('La ausencia en que está hoy'),
    }),
  ),
})
