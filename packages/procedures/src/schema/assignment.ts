import { z } from 'zod'
import { oneOrMore, slug, text } from './common.ts'

export const level = z.strictObject({
  level: z.int().min(1).max(3),
  name: text,
  misional: z.boolean().optional().describe('only areas marked misional work at this level'),
})
export type Level = z.infer<typeof level>

const condition = z
  .strictObject({
    kind: oneOrMore.optional(),
    theme: oneOrMore.optional(),
    product: oneOrMore.optional(),
    channel: oneOrMore.optional(),
  })
  .refine(
    (when) => Object.keys(when).length > 0,
    'La condición está vacía: quite «when» si es la regla por defecto',
  )

/** One line of the typification tree: the first that matches says who attends the case. */
export const typificationRule = z.strictObject({
  when: condition.optional().describe('all that it names must match; only the last rule has none'),
  area: slug.describe('id of an area of the entity'),
  level: z.int().describe('one of `levels`'),
})
export type TypificationRule = z.infer<typeof typificationRule>

/** Which kinds may go up to another area, and to which areas. */
export const escalation = z.strictObject({
  kinds: z.array(slug).min(1).describe('the kinds that may be escalated'),
  to: z.enum(['misional', 'any']).describe('misional: only areas marked so'),
  source: text,
})
export type Escalation = z.infer<typeof escalation>

const weight = z.int().min(0).max(10)

/** How a case that comes to an area and a level is given to one of its officers. */
export const distribution = z.strictObject({
  by: z
    .literal('skill-and-load')
    .describe('skill-and-load: to who names what the case is about, and has room for it'),
  levels: z.array(z.int()).min(1).optional().describe('the levels whose cases are given so; absent: all'),
  weights: z
    .strictObject({
      skill: weight.describe('how much it counts to attend this in particular, and not everything'),
      load: weight.describe('how much it counts to have room'),
    })
    .default({ skill: 1, load: 1 })
    .describe('0 to 10 each, and not both 0; often the values of parameters'),
  source: text,
})
export type Distribution = z.infer<typeof distribution>

/** Areas that may act without filing a request first. */
export const bypass = z.strictObject({
  areas: z.array(slug).min(1),
  waives: z.array(slug).optional().describe('evidence that these areas need not attach'),
  field: slug
    .optional()
    .describe(
      'id of the field, of the forms that kinds are asked with, that says which area asks: a choice of areas of the ' +
        'entity; absent: only a filing says it',
    ),
  source: text,
})
export type Bypass = z.infer<typeof bypass>
