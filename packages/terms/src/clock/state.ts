import type { LocalDate } from '@ventanilla/calendar'
import type { TermUnit } from '../term-facts.ts'
import type { ReadFact } from './fact.ts'

/** Time in which the term stands still, between two facts. */
export interface Interval {
  readonly from: ReadFact
  /** Absent while it lasts. */
  readonly to?: ReadFact
  readonly reason: string
  readonly basis?: string
}

export interface Requirement {
  readonly fact: ReadFact
  readonly understandable: boolean
  /** The petitioner got as long again. */
  readonly again: boolean
}

export interface Grant {
  readonly amount: number
  readonly unit?: TermUnit
  readonly fact: ReadFact
}

export interface Ending {
  readonly is: 'met' | 'cancelled'
  readonly fact: ReadFact
  /** The instant it is judged by: a term that stood still had stopped before. */
  readonly judgedAt: string
  readonly judgedOn: LocalDate
  /** Of an answer under a law to a case that had ended without one: that end, by which it is judged. */
  readonly after?: Ending
  /** What had been required and wasn't completed: it still is, if the delivery is taken back. */
  readonly requirement?: Requirement
}

export interface Closing {
  readonly from: ReadFact
  readonly to: ReadFact
}

export interface Lapse {
  readonly due: LocalDate
  readonly endsAt: string
}

/** What the facts made of a case's term; everything else is counted from it. */
export interface ClockState {
  readonly received: ReadFact
  /** The day on which it counts as received: what the law counts from the filing hangs from it for ever. */
  readonly filed: LocalDate
  /** The day the count hangs from: of reception, or of a term that began anew. */
  readonly base: { readonly day: LocalDate; readonly instant: string; readonly anew: boolean }
  /** An exception that came too late to be one. */
  readonly ordinary: boolean
  readonly intervals: readonly Interval[]
  /** The instant before which it isn't over, whatever stops it again: the end that it had when it was last counted. */
  readonly runsUntil?: string
  readonly extensions: readonly Grant[]
  readonly requirement?: Requirement
  /** The substantive answer; a term may be met by it or by its delivery. */
  readonly answer?: ReadFact
  /** The delivery that a bounce took back last: told again it is still none. */
  readonly takenBack?: ReadFact
  readonly ending?: Ending
  /** The fact that last opened it again. */
  readonly reopened?: ReadFact
  /** When its case was closed, before it was opened again. */
  readonly closings?: readonly Closing[]
  /** Terms that had passed without an answer before a new one began: what silence made of that stays. */
  readonly lapsed?: readonly Lapse[]
  readonly last: ReadFact
}

/** The interval that still lasts: nothing stops a term that already stands still, so it is the last. */
export function openInterval({ intervals }: ClockState): Interval | undefined {
  const last = intervals.at(-1)
  return last?.to === undefined ? last : undefined
}

/** Where a clock stands: running past its end is breached. */
export type ClockPhase = 'not-started' | 'running' | 'breached' | 'paused' | 'met' | 'cancelled'
