import { bogotaDate, type Calendar, type LocalDate } from '@ventanilla/calendar'
import type { Decision } from '@ventanilla/decider'
import { movesFor, type Procedure, type Term } from '@ventanilla/procedures'
import { dueDate, endOfDue } from '@ventanilla/terms'
import type { OpenCase } from '../case.ts'
import type { CaseEvent } from '../events.ts'
import { movedTo } from './moved-to.ts'

/** The time of a move that waits has come. `now` is the present business instant. */
export interface FireDue {
  type: 'FireDue'
  transition: string
  now: string
  procedure: Procedure
  calendar: Calendar
}

/**
 * The nominal instant of a move that waits: midnight in Bogotá at the end of its last day, of which the first is
 * the one after the case came into its state. However late the move is written, this is when it happened.
 * @throws RangeError beyond the years that calendars cover
 */
export function nominalInstant(enteredOn: LocalDate, { amount, unit }: Term, calendar: Calendar): string {
  const last = dueDate({ received: enteredOn, amount, unit }, calendar)
  if (last === undefined) throw new RangeError('a term without pauses has a last day')
  return endOfDue(last)
}

/** Nothing when the case has moved on, or when a changed calendar has put the instant off. */
export function decideFireDue(command: FireDue, state: OpenCase): Decision<CaseEvent, never> {
  const { procedure, calendar, now } = command
  const transition = movesFor(procedure, state).find(({ id }) => id === command.transition)
  if (transition?.after === undefined) return []
  const nominal = nominalInstant(state.waitsFrom ?? state.enteredOn, transition.after, calendar)
  if (nominal > now) return []
  const on = bogotaDate(nominal)
  return movedTo(state, { procedure, transition, on, today: on, flags: [], evidence: [] })
}
