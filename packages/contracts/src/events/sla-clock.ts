import { z } from 'zod'
import { caseId, flags, localDate, recordedBy, textRef, unit, word } from '../shapes.ts'

const clock = { clockId: z.uuid(), caseId }
/** The day on which the term ends, as counted when the fact was written; the explanation counts it again. */
const due = localDate

export const slaClockEvents = {
  'ventanilla.sla-clock.ClockStarted.v1': z.strictObject({
    ...clock,
    clock: word,
    regime: word,
    amount: z.int().positive(),
    unit,
    received: localDate,
    source: z.string(),
    calendar: z.strictObject({ id: word, version: word }),
    due,
  }),
  'ventanilla.sla-clock.ClockExtended.v1': z.strictObject({
    ...clock,
    amount: z.int().positive(),
    on: localDate,
    due,
    reasonRef: textRef.optional(),
    flags,
    recordedBy: recordedBy.optional(),
  }),
  'ventanilla.sla-clock.ClockPaused.v1': z.strictObject({ ...clock, on: localDate, reason: word }),
  'ventanilla.sla-clock.ClockResumed.v1': z.strictObject({ ...clock, on: localDate, reason: word, due }),
  /** `at` of the event is the nominal instant, however late it was written. */
  'ventanilla.sla-clock.ClockWarned.v1': z.strictObject({ ...clock, rung: word, due }),
  'ventanilla.sla-clock.ClockBreached.v1': z.strictObject({ ...clock, due }),
  'ventanilla.sla-clock.ClockMet.v1': z.strictObject({ ...clock, on: localDate, due, late: z.boolean() }),
  /** The case ended without an answer (annulled, withdrawn, transferred). */
  'ventanilla.sla-clock.ClockCancelled.v1': z.strictObject({ ...clock, on: localDate, reason: word }),
}
