import type { LocalDate } from '@ventanilla/calendar'
import type { RegimeUnit } from '@ventanilla/terms'

/** Whether the day of a change is itself counted. */
export type DayRule = 'counts' | 'not-counted'

/** How a term that was over goes on when its case is opened again. */
export type Reopening = 'original-due' | 'remaining-days' | 'new-term'

/** A point on a term's way: at `remaining` counted days before its end, or hours of a term in hours. */
export interface Rung {
  readonly id: string
  readonly remaining: number
}

/** Rules of the procedure that the law leaves to it, as they were when the case was born. */
export interface ClockRules {
  readonly pauseDay: DayRule
  readonly resumeDay: DayRule
  /** The most that may be added to the term, in its unit; 0 when it can't be extended. */
  readonly longestExtension: number
}

/** The regime of the law that counts a clock; what its case was born under holds for life. */
export interface ClockLaw {
  /** Its name in the registry. */
  readonly regime: string
  /** First day of the version that was in force on the day of reception. */
  readonly version: LocalDate
  /** What the procedure set of what the law leaves open. */
  readonly parameters: Readonly<Record<string, string>>
  readonly receivedAt: string
}

/** Of a clock that its procedure declares beside the kind's own. */
export interface Declared {
  /** Spanish, as people call it: 'Acuse de recibo'. */
  readonly name: string
  /** A message to the person may meet it: of that notification tells, in no order with routing. */
  readonly byLetter?: true
}

/** A calendar by its name, and by the version that stands for its days. */
export interface CalendarName {
  readonly id: string
  readonly version: string
}

/** What a clock is born with. It keeps all of it for life, but for the calendar. */
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
  /** Months and hours are a law's: of a term that runs by hours the instant of reception is kept with it. */
  readonly unit: RegimeUnit
  readonly ladder: readonly Rung[]
  /** Under which calendar it is counted: a later version changes no clock by itself, but by a fact of the clock. */
  readonly calendar: CalendarName
  readonly rules: ClockRules
  /** Absent: the term is counted as it is, and what is told of the case counts as it is told. */
  readonly law?: ClockLaw
  /** Absent: it is the clock of the term that its kind sets. */
  readonly declared?: Declared
}

/** What was granted on top of a term, in its unit, on a day. */
export interface Extension {
  readonly amount: number
  readonly on: LocalDate
  /** The instant, where more than the day is known. */
  readonly at?: string
  /** Codes of the rules that it breaks; absent where it breaks none. */
  readonly flags?: readonly string[]
  readonly recordedBy?: string
}

/**
 * What happened to the case, as far as its clocks are concerned. `order` is the position in the log that it comes
 * from: facts of one log count in its order, whatever the order in which they are heard.
 */
export type CaseFact = {
  readonly order: number
  /** Whose log that is; routing's when absent. */
  readonly from?: 'notification'
  /** The business day on which it happened. */
  readonly on: LocalDate
  /** The instant, where it is one of that day; absent in what was heard before it was kept. */
  readonly at?: string
  /** Spanish, as the procedure words it. */
  readonly reason: string
} & (
  | {
      readonly effect: 'stops'
      readonly asks?: 'incomplete' | 'not-understandable'
      /** Under a law, and of a declared clock: the move comes out of an end. */
      readonly reopens?: Reopening
    }
  | { readonly effect: 'runs'; readonly reopens?: Reopening }
  /**
   * `answered`: with the substantive answer, or with what stands for it. `letter`: the message that carries it.
   * `how`: an end without an answer that the law knows by name.
   */
  | {
      readonly effect: 'ends'
      readonly answered: boolean
      readonly letter?: string
      readonly how?: 'transferred' | 'withdrawn-tacitly'
    }
  /** What became of a message to the person. */
  | { readonly effect: 'delivered' | 'bounced'; readonly letter: string }
)

/** An instant at which a running term reaches a rung, or its end when `rung` is null. */
export interface Mark {
  readonly at: string
  readonly rung: string | null
}
