import { z } from 'zod'
import { rung } from './clock.ts'
import { slug, term, text } from './common.ts'

/** What a declared clock begins with: day 1 is the counted day after. */
const beginning = z.union(
  [
    z.literal('opening'),
    z.strictObject({ level: z.int().describe('the case comes to this level: one of `levels`') }),
    z.strictObject({ state: slug.describe('the case comes into this state') }),
  ],
  { error: 'Se espera «opening», { level: nivel } o { state: estado }' },
)

/** What fulfils a declared clock. */
const fulfilment = z.union(
  [
    z.enum(['acknowledgement', 'answer', 'leaving']),
    z.strictObject({ move: slug.describe('this transition is made, by its `id` as it is written') }),
  ],
  { error: 'Se espera «acknowledgement», «answer», «leaving» o { move: transición }' },
)

/** A clock that runs on a case beside the term of its kind, with its own days, rungs and end. */
export const declaredClock = z.strictObject({
  id: slug.describe('its name among the clocks of a case'),
  name: text,
  kinds: z.array(slug).min(1).optional().describe('only these kinds have it; absent: all'),
  regime: slug.describe('id of a regime of this file; it says whether the clock may be extended'),
  term,
  article: text.describe('the article, or the section of the document, that sets it'),
  starts: beginning.describe(
    'the day it is counted from: that of reception, or the one on which the case comes to a level or into a state; ' +
      'each time that it comes again to where the clock had ended, it runs anew',
  ),
  meets: z
    .array(fulfilment)
    .min(1)
    .describe(
      'any of these fulfils it. acknowledgement: the receipt was sent to the person, or given where they filed if ' +
        'nothing can be sent; answer: the answer on the substance was given; leaving: the case left the level or the ' +
        'state that it started with',
    ),
  pauses: z
    .boolean()
    .default(false)
    .describe('whether it stands still while the state of the case stops the term; absent: it goes on'),
  reopens: z
    .enum(['stays', 'original-due', 'remaining-days', 'new-term'])
    .describe(
      'what it does when its case, whose end ended it, is opened again: it stays ended, or goes on like a term',
    ),
  ladder: z
    .array(rung)
    .default([])
    .describe('its own marks, from the first to the last; absent: only its end'),
})
export type DeclaredClock = z.infer<typeof declaredClock>
