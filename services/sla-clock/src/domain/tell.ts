import { bogotaInstant, type Calendar, type LocalDate } from '@ventanilla/calendar'
import { type ClockState, dueIfResumed } from '@ventanilla/terms'
import type { FactNoted, ReachedEvent, ToldEvent } from './clock-events.ts'
import type { Clock } from './clock-state.ts'
import type { CaseFact, ClockStart, Mark } from './facts.ts'
import type { Chapter } from './history.ts'
import { standing } from './standing.ts'

/** The event that tells one change of the term, with the due date as it counts after that change. */
export function tell(
  start: ClockStart,
  clock: Clock,
  { fact, tells, state: at }: Chapter,
  calendar: Calendar,
): ToldEvent {
  const { clockId, caseId } = start
  const { on, reason } = fact
  const about = { clockId, caseId, fact, on }
  if (tells === 'ClockPaused' || tells === 'ClockCancelled')
    return { type: tells, data: { ...about, reason } }
  const { count, term, extension, state, late, ahead } = standing(start, clock, calendar, at)
  const due = dueIfResumed(count, on, calendar)
  if (tells === 'ClockMet') return { type: tells, data: { ...about, due, late: late ?? false } }
  const { received } = term
  const now = { due, marks: ahead, received, extension, breached: state === 'breached' }
  return { type: tells, data: { ...about, reason, ...now } }
}

export function noted({ clockId, caseId }: ClockStart, fact: CaseFact): FactNoted {
  return { type: 'FactNoted', data: { clockId, caseId, fact } }
}

/** The marks of a running term up to an instant, in order, that nobody has told. */
export function reached(
  start: ClockStart,
  clock: Clock,
  upTo: string,
  calendar: Calendar,
  at?: ClockState,
): readonly ReachedEvent[] {
  const { ahead, due, term } = standing(start, clock, calendar, at)
  const end = due ?? term.received
  return ahead.filter(({ at }) => at <= upTo).map((mark) => reachedEvent(start, mark, end))
}

function reachedEvent({ clockId, caseId }: ClockStart, { rung, at }: Mark, due: LocalDate): ReachedEvent {
  if (rung === null) return { type: 'ClockBreached', data: { clockId, caseId, due, nominal: at } }
  return { type: 'ClockWarned', data: { clockId, caseId, rung, due, nominal: at } }
}

/**
 * What a term had reached before the day on which something stopped or lengthened it. Told before that, so that a
 * service that was down for a week writes the same facts as one that was not.
 * @param told the instant at which that was told: a day that another system puts in the future is reached by nobody
 * @param at how the term stood then, if that was looked up
 */
export function reachedBefore(
  start: ClockStart,
  clock: Clock,
  on: LocalDate,
  calendar: Calendar,
  told = bogotaInstant(on),
  at?: ClockState,
): readonly ReachedEvent[] {
  // One of the two services that may have ended it isn't heard yet: what it has reached is told when both are.
  if (start.declared?.byLetter) return []
  const day = bogotaInstant(on)
  return reached(start, clock, told < day ? told : day, calendar, at)
}
