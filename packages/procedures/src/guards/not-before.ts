import { dateInWords, dueDate, termInWords } from '@ventanilla/terms'
import { z } from 'zod'
import { term } from '../schema/common.ts'
import { guard } from './guard.ts'

/** Counted as `after` is, which is the engine's: the first day is the one after the case came into its state. */
export const notBefore = guard({
  name: 'not-before',
  code: 'too-soon',
  written: z.strictObject({ 'not-before': term }),
  means: 'these days in the state that the move leaves are over: the last of them is not the day of the move',
  words: ({ 'not-before': wait }) => `${termInWords(wait.amount, wait.unit)} en el estado`,
  lacks({ on, enteredOn, calendar }, { 'not-before': { amount, unit } }) {
    const last = dueDate({ received: enteredOn, amount, unit }, calendar)
    if (last === undefined) throw new RangeError('a term without pauses has a last day')
    return on > last ? [] : [{ field: 'body.on', detail: `Se puede hacer después del ${dateInWords(last)}.` }]
  },
})
