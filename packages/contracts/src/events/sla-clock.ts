import { z } from 'zod'
import { caseId, flags, localDate, recordedBy, termFields, termUnit, textRef, word } from '../shapes.ts'

const clock = { clockId: z.uuid(), caseId }
const calendar = z.strictObject({ id: word, version: word })
/** The day on which the term ends, as counted when the fact was written; the explanation counts it again. */
const due = localDate

const started = z.strictObject({
  ...clock,
  ...termFields,
  calendar,
  due,
})

export const slaClockEvents = {
  'ventanilla.sla-clock.ClockStarted.v1': started,
  /** The term may run in months or hours; `due` is then the day on which it ends, at whatever hour. */
  'ventanilla.sla-clock.ClockStarted.v2': started.extend({ unit: termUnit }),
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
  /**
   * The entity has put another calendar in force for terms that run: from here on that one counts it, from its first
   * day on. `at` of the event is the instant from which it is in force. `before` is the due date by the calendar `from`
   * (null where that couldn't count it), and both are null while the term is suspended. Marks that fall on another day
   * are told again for that; `rung` is the last one that it has passed and that isn't.
   */
  'ventanilla.sla-clock.ClockRecounted.v1': z.strictObject({
    ...clock,
    on: localDate,
    act: word,
    from: calendar,
    calendar,
    before: due.nullable(),
    due: due.nullable(),
    state: z.enum(['running', 'breached', 'paused']),
    rung: word.nullable(),
  }),
  /** `at` of the event is the nominal instant, however late it was written. */
  'ventanilla.sla-clock.ClockWarned.v1': z.strictObject({ ...clock, rung: word, due }),
  'ventanilla.sla-clock.ClockBreached.v1': z.strictObject({ ...clock, due }),
  'ventanilla.sla-clock.ClockMet.v1': z.strictObject({ ...clock, on: localDate, due, late: z.boolean() }),
  /** The case ended without an answer (annulled, withdrawn, transferred). */
  'ventanilla.sla-clock.ClockCancelled.v1': z.strictObject({ ...clock, on: localDate, reason: word }),
}
