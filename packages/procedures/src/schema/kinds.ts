import { z } from 'zod'
import { clockTime, kindTerm, slug, term, text } from './common.ts'

/** How far a term may be extended; an absent `extension` means that it can't be. */
const extension = z.strictObject({
  limit: z
    .union([z.literal('double'), term], { error: 'Se espera «double» o un plazo con amount y unit' })
    .describe('double: the whole may not pass twice the first term; or the most that may be added'),
  source: text,
})

/** The law or the agreement a term comes from. */
export const regime = z.strictObject({
  id: slug,
  name: text,
  source: text,
  extension: extension.optional().describe('absent: the term cannot be extended'),
})
export type Regime = z.infer<typeof regime>

/** A request that is attended faster if it arrives early enough in the day. */
const exception = z.strictObject({
  before: clockTime.describe('Bogotá time; half-open: at this very minute it is already late'),
  late: z
    .union([z.literal('next-business-day'), z.strictObject({ kind: slug })], {
      error: 'Se espera «next-business-day» o { kind: categoría }',
    })
    .describe(
      'a late one counts as received the next business day, or is an ordinary request of another kind',
    ),
})

/** The regime of the law that counts the term, with what the entity sets of what that law leaves open. */
const law = z.strictObject({
  regime: z.string().min(1).describe('a name that `ventanilla regimes` lists'),
  set: z
    .record(z.string(), z.string())
    .default({})
    .describe('parameters of that regime, as `ventanilla due --set` takes them'),
})

export const kind = z.strictObject({
  id: slug,
  name: text,
  group: slug.optional().describe('the broader type it is counted under'),
  regime: slug.describe('id of a regime of this file'),
  term: kindTerm,
  article: text.describe('the article, or the section of the document, that sets the term'),
  source: text.describe('where the kind itself comes from'),
  form: slug.optional().describe('id of the form that it is asked with; absent: with words alone'),
  law: law
    .optional()
    .describe('the term is counted by this regime, with all that it says; absent: by the term alone'),
  exception: exception.optional().describe('absent: the hour of arrival makes no difference to the term'),
})
export type Kind = z.infer<typeof kind>
