import { z } from 'zod'
import { dimensions, type Formula, formulas } from '../indicators/formulas.ts'
import { slug, text } from './common.ts'

/** A number by which the procedure is judged. */
export const indicator = z.strictObject({
  id: slug,
  name: text,
  formula: z
    .enum(Object.keys(formulas) as [Formula, ...Formula[]])
    .describe('what is counted: a formula of the closed list'),
  unit: z.enum(['casos', '%', 'días calendario', 'puntos']).describe('that of the formula'),
  target: z.number().optional().describe('what is to be reached; absent: the document sets none'),
  direction: z.enum(['up', 'down']).describe('which way is better: at least the target, or at most'),
  dimension: z.enum(dimensions).optional().describe('by what it is broken down; absent: only the whole'),
  reached: z
    .int()
    .min(1)
    .optional()
    .describe('over cases that came to this level or a higher one; absent: over all'),
  field: z
    .strictObject({ form: slug.describe('id of the form'), id: slug.describe('id of the field') })
    .optional()
    .describe(
      'of the formulas rated, averageRating and satisfied: what is counted, a number or yes-no. What it says is told to the reports',
    ),
  atLeast: z.number().optional().describe('of satisfied, over a number: from what value on'),
  of: slug
    .optional()
    .describe('of the formula share: the number that the entity states, by name, as clientes-vigentes'),
  kinds: z.array(slug).min(1).optional().describe('over these kinds only; absent: over all'),
  source: text.describe('where the document asks for it, or why it is counted so'),
})
export type Indicator = z.infer<typeof indicator>
