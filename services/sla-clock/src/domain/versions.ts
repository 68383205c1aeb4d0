import type { EventVersions } from '@ventanilla/decider'
import type { CalendarActivated } from './calendar-activated.ts'
import type { CaseClocksEvent } from './case-clocks.ts'
import type { ClockEvent } from './clock-events.ts'
/** All that this service writes into its log. */
export type StoredEvent = ClockEvent | CaseClocksEvent | CalendarActivated

/** How earlier versions of our own events are read: none has had another shape yet. */
export const eventVersions: EventVersions = {}
