import type { HolidayRule, Overlay } from '@ventanilla/calendar'
import type { Fact } from '@ventanilla/decider'

/** Everything that a calendar's days follow from. */
export interface CalendarDefinition {
  readonly rules: readonly HolidayRule[]
  readonly overlays: readonly Overlay[]
}

/** Why a calendar was put in force also for terms that run, and what its effect was known to be. */
export interface ForOpenTerms {
  /** The act of the entity, or the rule, that it follows. */
  readonly act: string
  /** The list of those it moves, as it was agreed to: up to which position of the log it was counted, and for when. */
  readonly listed: { readonly position: number; readonly at: string }
}

/**
 * From here on the entity's clocks are born under this calendar. The whole definition is in the fact: a due date is
 * counted again from it years later, whatever the files say then.
 */
export type CalendarActivated = Fact<
  'CalendarActivated',
  {
    readonly entity: string
    readonly calendar: string
    readonly version: string
    readonly definition: CalendarDefinition
    /** Of the definition as canonical JSON. */
    readonly sha256: string
    /** Open clocks come under it as well, each by a fact of its own; absent: they keep the one that counts them. */
    readonly forOpenTerms?: ForOpenTerms
  }
>
