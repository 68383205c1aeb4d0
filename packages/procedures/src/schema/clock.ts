import { z } from 'zod'
import { clockTime, slug, text } from './common.ts'

/** Hours in which a request counts as received. Internal requests only: a petition may arrive at any hour. */
export const reception = z.strictObject({
  days: z.array(z.int().min(1).max(7)).min(1).describe('ISO days of the week, 1 = Monday'),
  from: clockTime,
  to: clockTime.describe('half-open: at this very minute it is already outside'),
  outside: z
    .literal('next-business-day')
    .describe('what arrives outside the hours counts as received the next business day, at opening'),
})
export type Reception = z.infer<typeof reception>

/** How days are counted where the law or the document leaves a choice. */
export const clockRules = z.strictObject({
  starts: z.literal('day-after').describe('day 1 is the first counted day after reception'),
  pauseDay: z.enum(['counts', 'not-counted']).describe('whether the day on which the term stops is counted'),
  resumeDay: z.enum(['counts', 'not-counted']).describe('whether the day on which it goes on is counted'),
})
export type ClockRules = z.infer<typeof clockRules>

/**
 * A mark on the way of a term. It is reached when the counted day it names is over (24:00 Bogotá): of N days,
 * `atElapsed: p` names day ⌊N·p/100⌋ and `atRemaining: n` day N−n (never below 0 = at once). A term in months has as
 * many days as lie in it from the day it hangs on; one in hours is marked by hours.
 */
export const rung = z
  .strictObject({
    id: slug,
    name: text,
    atElapsed: z.int().min(1).max(100).optional().describe('percent of the term that has gone by'),
    atRemaining: z
      .int()
      .min(0)
      .max(3650)
      .optional()
      .describe('days left, in the unit of the term; hours, of one in hours; of one in months, days'),
    escalates: z
      .strictObject({ area: slug, level: z.int().min(1) })
      .optional()
      .describe(
        'to whom a case goes that is still below this level when the mark is reached; absent: nowhere',
      ),
  })
  .refine(
    (rung) => (rung.atElapsed === undefined) !== (rung.atRemaining === undefined),
    'Un escalón lleva exactamente uno de «atElapsed» o «atRemaining»',
  )
export type Rung = z.infer<typeof rung>
