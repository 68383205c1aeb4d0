import type { HolidayRule, Overlay } from '@ventanilla/calendar'
import type { Fact } from '@ventanilla/decider'

/** Everything that a calendar's days follow from. */
export interface CalendarDefinition {
  readonly rules: readonly HolidayRule[]
  readonly overlays: readonly Overlay[]
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
  }
>
