import type { Calendar } from '@ventanilla/calendar'
import { dueIfResumed } from '@ventanilla/terms'
import type { FactNoted, ReachedEvent, ToldEvent } from './clock-events.ts'
import type { Clock } from './clock-state.ts'
import type { CaseFact, ClockStart } from './facts.ts'
import type { Chapter, Stand } from './history.ts'
import type { Reaching } from './passed.ts'
import { waitsForLetters } from './rules.ts'
import { standing } from './standing.ts'

/** The event that tells one change of the term, with the due date as it counts after that change. */
export function tell(start: ClockStart, clock: Clock, chapter: Chapter, calendar: Calendar): ToldEvent {
  const { clockId, caseId } = start
  const { fact, tells } = chapter
  const { on, reason } = fact
  const about = { clockId, caseId, fact, on }
  if (tells === 'ClockPaused' || tells === 'ClockCancelled')
    return { type: tells, data: { ...about, reason } }
  const { count, term, extension, state, late, ahead } = standing(start, clock, calendar, chapter)
  const due = dueIfResumed(count, on, calendar)
  if (tells === 'ClockMet') return { type: tells, data: { ...about, due, late: late ?? false } }
  const { received } = term
  const now = { due, marks: ahead, received, extension, breached: state === 'breached' }
  return { type: tells, data: { ...about, reason, ...now } }
}

export function noted({ clockId, caseId }: ClockStart, fact: CaseFact): FactNoted {
  return { type: 'FactNoted', data: { clockId, caseId, fact } }
}

/** The marks of a term up to an instant, in order, that nobody has told. */
export function reached(
  start: ClockStart,
  clock: Clock,
  upTo: string,
  calendar: Calendar,
  at?: Stand,
): readonly ReachedEvent[] {
  const { reaches } = standing(start, clock, calendar, at)
  return reaches.filter(({ mark }) => mark.at <= upTo).map((one) => reachedEvent(start, one))
}

function reachedEvent({ clockId, caseId }: ClockStart, { mark: { rung, at }, due }: Reaching): ReachedEvent {
  if (rung === null) return { type: 'ClockBreached', data: { clockId, caseId, due, nominal: at } }
  return { type: 'ClockWarned', data: { clockId, caseId, rung, due, nominal: at } }
}

/**
 * What a term had reached before something stopped or lengthened it. Told before that, so that a service that was down
 * for a week writes the same facts as one that was not.
 * @param instant at which that was; of what is known by its day alone, one of that day
 * @param told the instant at which that was told: a day that another system puts in the future is reached by nobody
 * @param at how the term stood then, if that was looked up
 */
export function reachedBefore(
  start: ClockStart,
  clock: Clock,
  instant: string,
  calendar: Calendar,
  told = instant,
  at?: Stand,
): readonly ReachedEvent[] {
  // One of the two services that may have ended it isn't heard yet: what it has reached is told when both are.
  if (waitsForLetters(start)) return []
  return reached(start, clock, told < instant ? told : instant, calendar, at)
}
