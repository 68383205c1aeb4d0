import type { Calendar, LocalDate } from '@ventanilla/calendar'
import { dueDate, type TermFacts } from '@ventanilla/terms'
import { type Clock, markKey } from './clock-state.ts'
import { countOf, extensionDays, marksOf } from './count.ts'
import type { ClockStart, Mark } from './facts.ts'
import { history, termAfter } from './history.ts'
import type { Term } from './term.ts'

export type StandingState = 'running' | 'breached' | 'paused' | 'met' | 'cancelled'

/** Where a clock stands, counted from its facts. */
export interface ClockStanding {
  readonly term: Term
  readonly facts: TermFacts
  /** Undefined while a pause without an end holds the term. */
  readonly due: LocalDate | undefined
  /** Days granted on top of the present term. */
  readonly extension: number
  readonly state: StandingState
  /** Whether it ended after its due date; undefined until it is met. */
  readonly late: boolean | undefined
  /** What a running term still has ahead of it, or has passed without anybody having told it yet. */
  readonly ahead: readonly Mark[]
}

/** @param term the present one unless another of its history is asked for */
export function standing(
  start: ClockStart,
  clock: Clock,
  calendar: Calendar,
  term: Term = termAfter(start, history(start, clock.facts)),
): ClockStanding {
  const facts = countOf(start, term, clock.extensions)
  const due = dueDate(facts, calendar)
  const marks = term.phase.is === 'running' ? marksOf(facts, start.ladder, calendar) : []
  const told = new Set(clock.reached)
  const end = marks.at(-1)
  const breached = end !== undefined && told.has(markKey(end))
  return {
    ...{ term, facts, due },
    extension: extensionDays(term, clock.extensions),
    state: breached ? 'breached' : term.phase.is,
    late: lateness(term, due),
    ahead: marks.filter((mark) => !told.has(markKey(mark))),
  }
}

function lateness({ phase }: Term, due: LocalDate | undefined): boolean | undefined {
  return phase.is === 'met' && due !== undefined ? phase.stoodOn > due : undefined
}
