import type { LocalDate } from '@ventanilla/calendar'
import type { Unit } from '@ventanilla/terms'

/** Whether the day of a change is itself counted. */
export type DayRule = 'counts' | 'not-counted'

/** How a term that was over goes on when its case is opened again. */
export type Reopening = 'original-due' | 'remaining-days' | 'new-term'

/** A point on a term's way: at `remaining` counted days before its end. */
export interface Rung {
  readonly id: string
  readonly remaining: number
}

/** Rules of the procedure that the law leaves to it, as they were when the case was born. */
export interface ClockRules {
  readonly pauseDay: DayRule
  readonly resumeDay: DayRule
  /** The most days that may be added to the term, in its unit; 0 when it can't be extended. */
  readonly longestExtension: number
}

/** What a clock is born with and keeps for life. */
export interface ClockStart {
  readonly clockId: string
  readonly caseId: string
  /** 'legal', 'ans', … */
  readonly clock: string
  readonly regime: string
  /** Of request, as the procedure names it: a closing may suspend some kinds and not others. */
  readonly kind?: string
  /** The article that sets the term, Spanish. */
  readonly source: string
  /** The day that the count hangs from: day 1 is the one after it. */
  readonly received: LocalDate
  readonly amount: number
  readonly unit: Unit
  readonly ladder: readonly Rung[]
  /** Under which calendar it is counted, for good: a later version changes no clock by itself. */
  readonly calendar: { readonly id: string; readonly version: string }
  readonly rules: ClockRules
}

/** Days granted on top of a term, on a day. */
export interface Extension {
  readonly amount: number
  readonly on: LocalDate
}

/**
 * What happened to the case, as far as its clocks are concerned. `order` is the position in routing's log: that is
 * the order in which facts count, whatever the order in which they are heard.
 */
export type CaseFact = {
  readonly order: number
  /** The business day on which it happened. */
  readonly on: LocalDate
  /** Spanish, as the procedure words it. */
  readonly reason: string
} & (
  | { readonly effect: 'stops' }
  | { readonly effect: 'runs'; readonly reopens?: Reopening }
  /** `answered`: with the substantive answer, or with what stands for it. */
  | { readonly effect: 'ends'; readonly answered: boolean }
)

/** An instant at which a running term reaches a rung, or its end when `rung` is null. */
export interface Mark {
  readonly at: string
  readonly rung: string | null
}
