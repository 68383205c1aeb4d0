import { z } from 'zod'
import { text } from './common.ts'

/** How many of the cases that ended in a month are looked at again, without anybody choosing which. */
export const sample = z.strictObject({
  share: z.int().min(1).max(100).describe('of a hundred cases that ended in the month, how many; rounded up'),
  atLeast: z.int().min(1).max(1_000).describe('never fewer than this, while there are so many'),
  source: text.describe('where the document asks for it'),
})
export type Sample = z.infer<typeof sample>
