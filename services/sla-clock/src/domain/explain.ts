import { type Calendar, type CalendarWarning, type LocalDate, warningsBetween } from '@ventanilla/calendar'
import {
  breach,
  type ClockState,
  type Effect,
  type ExplainedDay,
  effectsOf,
  explainCount,
  type ReadFact,
} from '@ventanilla/terms'
import type { Clock, Recount } from './clock-state.ts'
import type { ClockStart } from './facts.ts'
import { history, type Refused } from './history.ts'
import { rulesOf } from './rules.ts'
import { type ClockStanding, standing } from './standing.ts'
import { summaryOf } from './summary.ts'

export interface Explanation {
  /** Undefined while the term is suspended. */
  readonly due: LocalDate | undefined
  /** Every day from reception on: what it was, and how many had been counted by then. */
  readonly days: readonly ExplainedDay[]
  /** Days that the calendar's overlays have nothing to say about. */
  readonly warnings: readonly CalendarWarning[]
  /** The same for people, in a few sentences. */
  readonly summary: string
  /** What follows by law from the facts. */
  readonly effects: readonly Effect[]
  /** Facts that a law doesn't take for what they say. */
  readonly refused: readonly Refused[]
  /** Under a law, the facts as its function takes them: with these anybody counts the same. */
  readonly facts: readonly ReadFact[]
  /** Other calendars that it came under, the last of which counts it. */
  readonly recounts: readonly Recount[]
  readonly standing: ClockStanding
}

/**
 * How a due date comes about, counted from the clock's facts alone.
 * @param calendar the version that counts the clock
 * @param at the business instant at which it is judged; when what is known of it was last told, if absent
 */
export function explain(start: ClockStart, clock: Clock, calendar: Calendar, at = ''): Explanation {
  const stand = history(start, clock, calendar)
  const { state, refused, told } = stand
  const { recounts = [] } = clock
  const now = standing(start, clock, calendar, stand)
  const days = explainCount(now.count, calendar).map((day) => inItsWords(start, day))
  const [first, last] = [days[0]?.date, days.at(-1)?.date]
  const warnings = first && last ? warningsBetween(calendar.overlays, first, last) : []
  return {
    ...{ due: now.due, days, warnings, standing: now },
    summary: summaryOf(start, now, days, { warnings, recounts, refused, extensions: clock.extensions }),
    recounts,
    effects: effectsOf(state, rulesOf(start), calendar, now.count, judged(now, state, at)),
    // Of a term that was agreed a fact may say nothing new; none is refused.
    refused: start.law ? refused : [],
    facts: start.law ? told : [],
  }
}

/** What was told to be over is over, also when nothing has happened since. */
function judged({ state: phase, count }: ClockStanding, state: ClockState, at: string) {
  const { instant } = state.last
  const known = at > instant ? at : instant
  const now = phase === 'breached' && (count.endsAt ?? '') > known ? (count.endsAt ?? known) : known
  return { phase, breachedAt: breach(state, count, now), now }
}

/** Most clocks that a procedure declares begin by something else than a reception, which none of them has to tell of. */
function inItsWords({ declared }: ClockStart, day: ExplainedDay): ExplainedDay {
  if (declared === undefined || day.kind !== 'received') return day
  return { ...day, why: `empieza «${declared.name}»: se cuenta desde el día siguiente` }
}
