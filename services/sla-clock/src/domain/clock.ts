import type { Calendar } from '@ventanilla/calendar'
import { type Decider, type Decision, refuse } from '@ventanilla/decider'
import { dueIfResumed } from '@ventanilla/terms'
import { calendarOfTerm } from './calendar-of-term.ts'
import type { ClockEvent } from './clock-events.ts'
import { type Clock, evolve, noClock } from './clock-state.ts'
import { type Extend, type ExtendRefusal, extend } from './extend.ts'
import type { CaseFact, ClockStart } from './facts.ts'
import { hear } from './hear.ts'
import { type RecountUnder, recount } from './recount.ts'
import { type SetAside, setAside, type TakeUp, takeUp } from './rest.ts'
import { standing } from './standing.ts'
import { reached } from './tell.ts'

/** Calendars come in with the command: always the version that counts the clock. */
export type ClockCommand =
  | { readonly type: 'Start'; readonly start: ClockStart; readonly calendar: Calendar }
  /** `at`: the business instant at which it was told. */
  | { readonly type: 'Hear'; readonly fact: CaseFact; readonly at: string; readonly calendar: Calendar }
  /** Business time, and every fact known of it, have reached `upTo`. */
  | { readonly type: 'Reach'; readonly upTo: string; readonly calendar: Calendar }
  | Extend
  | RecountUnder
  | SetAside
  | TakeUp

export type ClockRefusal = 'clock-not-started' | ExtendRefusal

/**
 * One term running on one case. It keeps the facts and counts everything else from them: when it is due, where it
 * stands, what it has ahead. A rung that an answer, a pause or an extension has overtaken is no rung any more, and
 * asking for it writes nothing. (What is heard of a case before its clocks are known waits in `case-clocks.ts`.)
 */
export const clockDecider: Decider<Clock, ClockCommand, ClockEvent, ClockRefusal> = {
  initial: noClock,
  evolve,
  decide(command: ClockCommand, clock: Clock): Decision<ClockEvent, ClockRefusal> {
    const { start } = clock
    if (command.type === 'Start') return start ? [] : begin(command.start, clock, command.calendar)
    if (!start) return command.type === 'Extend' ? refuse('clock-not-started') : []
    const calendar = calendarOfTerm(start, command.calendar)
    switch (command.type) {
      case 'Hear':
        return hear(start, clock, { ...command, calendar })
      case 'Reach':
        return reached(start, clock, command.upTo, calendar)
      case 'Extend':
        return extend(start, clock, { ...command, calendar })
      case 'Recount':
        return recount(start, clock, { ...command, calendar })
      case 'SetAside':
        return setAside(start, clock, { ...command, calendar })
      case 'TakeUp':
        return takeUp(start, clock, { ...command, calendar })
    }
  },
}

function begin(start: ClockStart, clock: Clock, whole: Calendar): readonly ClockEvent[] {
  const calendar = calendarOfTerm(start, whole)
  try {
    const { count, ahead } = standing(start, clock, calendar)
    const due = dueIfResumed(count, start.received, calendar)
    return [{ type: 'ClockStarted', data: { ...start, due, marks: ahead } }]
  } catch (error) {
    // One term that can't be counted must not keep every other case of the entity waiting.
    if (!(error instanceof RangeError)) throw error
    const { clockId, caseId, clock: name } = start
    return [{ type: 'ClockNotStarted', data: { clockId, caseId, clock: name } }]
  }
}
