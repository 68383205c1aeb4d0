import { z } from 'zod'
import { priorityShape } from './shapes.ts'

const weights = z.strictObject({ skill: z.int(), load: z.int() })

const score = {
  officer: z.string(),
  open: z.int().describe('Los casos abiertos que tenía'),
  capacity: z.int(),
  skill: z.number().describe('De 0 a 1000: en cuántas dimensiones nombra lo que es el caso'),
  load: z.number().describe('De 0 a 1000: qué parte de su capacidad tenía libre'),
  total: z.number().describe('La suma de los dos, cada uno por su peso'),
}

const where = {
  caseId: z.uuid(),
  officer: z.string().optional(),
}

export const assignmentView = z.strictObject({
  ...where,
  area: z.string(),
  level: z.int(),
  rule: z.string().describe('La regla del procedimiento, by-hand, o la del reparto'),
  at: z.string(),
  by: z.string().describe('Quién lo asignó, por su identificador'),
  why: z.string().describe('Lo mismo en una frase'),
  batch: z.string().optional().describe('El traslado de varios casos del que fue parte'),
  decision: z
    .strictObject({
      by: z.string(),
      weights,
      considered: z.int().describe('Los funcionarios que había'),
      available: z.int().describe('Los que podían atenderlo'),
      scores: z.array(z.strictObject(score)).readonly().describe('Los mejores, hasta veinte'),
    })
    .optional()
    .describe('En qué se basó el reparto, si lo hizo el sistema'),
  priority: priorityShape
    .optional()
    .describe('La que tenía entonces; con ella se reparte antes que los demás'),
})

export const candidatesView = z.strictObject({
  ...where,
  area: z.string().optional(),
  level: z.int().optional(),
  weights,
  items: z.array(
    z.strictObject({
      ...score,
      out: z.array(z.string()).readonly().describe('Por qué no puede; vacío si puede'),
    }),
  ),
})
