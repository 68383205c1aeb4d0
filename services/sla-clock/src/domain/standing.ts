import type { Calendar, LocalDate } from '@ventanilla/calendar'
import { type ClockState, type Count, countOf } from '@ventanilla/terms'
import { type Clock, markKey } from './clock-state.ts'
import type { ClockStart, Extension, Mark } from './facts.ts'
import { history } from './history.ts'
import { marksOf } from './marks.ts'
import { rulesOf } from './rules.ts'
import { type Term, termOf } from './term.ts'

export type StandingState = 'running' | 'breached' | 'paused' | 'met' | 'cancelled'

/** Where a clock stands, counted from its facts. */
export interface ClockStanding {
  readonly term: Term
  readonly count: Count
  /** What sets the term: the law's article, or who gave the case a term of its own. */
  readonly source: string
  /** Undefined while a pause without an end holds the term. */
  readonly due: LocalDate | undefined
  /** What was granted on top of the present term. */
  readonly extensions: readonly Extension[]
  readonly extension: number
  readonly state: StandingState
  /** Whether it ended after its due date; undefined until it is met. */
  readonly late: boolean | undefined
  /** The day of an answer that is not known to have been delivered, where that is what counts. */
  readonly sentOn: LocalDate | undefined
  /**
   * What a running term still has ahead of it, or has passed without anybody having told it yet; of one that two
   * services may end, also what it had passed by its end, which is told when both are known.
   */
  readonly ahead: readonly Mark[]
}

/** @param at how the term stands now, unless another moment of its history is asked for */
export function standing(
  start: ClockStart,
  clock: Clock,
  calendar: Calendar,
  at: ClockState = history(start, clock, calendar).state,
): ClockStanding {
  const count = countOf(at, rulesOf(start), calendar)
  const term = termOf(at, count)
  const running = term.phase.is === 'running'
  const upTo = running ? undefined : endOf(start, at)
  const marks = running || upTo !== undefined ? marksOf(count, start.ladder, calendar) : []
  const told = new Set(clock.reached)
  const end = marks.at(-1)
  const breached = running && end !== undefined && told.has(markKey(end))
  const extensions = at.extensions.map(({ amount, fact }) => ({ amount, on: fact.day }))
  return {
    ...{ term, count, source: sourceOf(start, count), due: count.due, extensions },
    extension: extensions.reduce((sum, { amount }) => sum + amount, 0),
    state: breached ? 'breached' : term.phase.is,
    late: lateness(at, count),
    sentOn: at.ending ? undefined : at.answer?.day,
    ahead: marks.filter((mark) => !told.has(markKey(mark)) && (upTo === undefined || mark.at <= upTo)),
  }
}

/** The instant up to which an ended clock may have passed what nobody could tell at its end. */
function endOf({ declared }: ClockStart, { ending }: ClockState): string | undefined {
  return declared?.byLetter ? ending?.judgedAt : undefined
}

function lateness({ ending }: ClockState, { endsAt }: Count): boolean | undefined {
  return ending?.is === 'met' && endsAt !== undefined ? ending.judgedAt >= endsAt : undefined
}

/** A law may have been taken over by a later one while the case was open. */
function sourceOf({ law, source }: ClockStart, { article }: Count): string {
  return law?.parameters['term.amount'] === undefined ? article : source
}
