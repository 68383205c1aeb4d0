import { z } from 'zod'
import { slug, term, text } from './common.ts'

/** Something that a case may have to wait for: a concept of another area, or what an entity outside knows. */
export const task = z.strictObject({
  id: slug,
  name: text,
  to: z
    .enum(['internal', 'external'])
    .describe('who is asked: an area of the entity, or an entity outside (a request for information)'),
  term: term.describe('how long who is asked has, counted from the day after it was asked'),
  pauses: z
    .strictObject({
      move: slug.describe('the transition, by `id` as written, that stops the term before it is asked'),
      basis: text.describe('the law that lets the term wait for it'),
    })
    .optional()
    .describe('absent: the term of the case goes on while the task is open'),
  source: text,
})
export type Task = z.infer<typeof task>
