import { z } from 'zod'
import { slug, text } from './common.ts'
import { field } from './fields.ts'

/** What is asked with a request, or with a move. */
export const form = z.strictObject({
  id: slug,
  name: text,
  source: text.optional().describe('where the document asks for it'),
  fields: z.array(field).min(1).max(100),
})
export type Form = z.infer<typeof form>
