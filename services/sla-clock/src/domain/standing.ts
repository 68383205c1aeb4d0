import type { Calendar, LocalDate } from '@ventanilla/calendar'
import { type ClockState, type Count, countOf } from '@ventanilla/terms'
import { type Clock, markKey } from './clock-state.ts'
import type { ClockStart, Extension, Mark } from './facts.ts'
import { history, type Stand } from './history.ts'
import { marksOf } from './marks.ts'
import { passedOf, type Reaching } from './passed.ts'
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
  /** The instant by which a term that is over is judged. */
  readonly judgedAt: string | undefined
  /** The day of an answer that is not known to have been delivered, where that is what counts. */
  readonly sentOn: LocalDate | undefined
  /**
   * What a running term still has ahead of it, or has passed without anybody having told it yet; of one that two
   * services may end, also what it had passed whenever it was stopped, which is told when both are known.
   */
  readonly ahead: readonly Mark[]
  /** The same, each with the due date that the term had then. */
  readonly reaches: readonly Reaching[]
}

/** @param at how the term stands now, unless another moment of its history is asked for */
export function standing(
  start: ClockStart,
  clock: Clock,
  calendar: Calendar,
  at: Stand = history(start, clock, calendar),
): ClockStanding {
  const { state } = at
  const count = countOf(state, rulesOf(start), calendar)
  const term = termOf(state, count)
  const marks = term.phase.is === 'running' ? marksOf(count, start.ladder, calendar) : []
  const told = new Set(clock.reached)
  const end = marks.at(-1)
  const breached = end !== undefined && told.has(markKey(end))
  const here = marks.map((mark) => ({ mark, due: count.due ?? term.received }))
  const left = untold(here, passedOf(start, clock, at, calendar), told)
  const { aside } = clock
  const reaches = aside === undefined ? left : left.filter(({ mark }) => mark.at <= aside)
  const extensions = state.extensions.map(({ amount, fact }) => ({ amount, on: fact.day }))
  return {
    ...{ term, count, source: sourceOf(start, count), due: count.due, extensions },
    extension: extensions.reduce((sum, { amount }) => sum + amount, 0),
    state: breached ? 'breached' : term.phase.is,
    late: lateness(state, count),
    judgedAt: state.ending?.judgedAt,
    sentOn: state.ending ? undefined : state.answer?.day,
    ahead: reaches.map(({ mark }) => mark),
    reaches,
  }
}

/** By instant, each once: what it passed before it stopped is the same mark when it goes on. */
function untold(
  here: readonly Reaching[],
  passed: readonly Reaching[],
  told: ReadonlySet<string>,
): readonly Reaching[] {
  // Those of the present come in order, and none of them twice.
  if (passed.length === 0) return told.size === 0 ? here : here.filter(({ mark }) => !told.has(markKey(mark)))
  const reaches = [...here, ...passed]
  const left = new Map<string, Reaching>()
  for (const one of reaches) {
    const key = markKey(one.mark)
    if (!told.has(key) && !left.has(key)) left.set(key, one)
  }
  return [...left.values()].sort(({ mark: one }, { mark: other }) =>
    one.at < other.at ? -1 : one.at > other.at ? 1 : 0,
  )
}

function lateness({ ending }: ClockState, { endsAt }: Count): boolean | undefined {
  return ending?.is === 'met' && endsAt !== undefined ? ending.judgedAt >= endsAt : undefined
}

/** A law may have been taken over by a later one while the case was open. */
function sourceOf({ law, source }: ClockStart, { article }: Count): string {
  return law?.parameters['term.amount'] === undefined ? article : source
}
