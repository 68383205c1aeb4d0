import { z } from 'zod'
import { slug } from './common.ts'

/** What may become of the priority of a case (Ley 1437 de 2011, art. 20). */
export const prioritySteps = ['asked', 'granted', 'refused', 'withdrawn'] as const
export type PriorityStep = (typeof prioritySteps)[number]

export const priority = z.strictObject({
  becomes: z
    .enum(prioritySteps)
    .describe('asked for, granted, refused once it was asked for, or taken back once it was granted'),
  ground: slug
    .optional()
    .describe(
      'the field of its form, a choice, that says by which ground; when it is sensitive, no fact tells the ground; ' +
        'absent: by the one that it was asked or granted by',
    ),
})
