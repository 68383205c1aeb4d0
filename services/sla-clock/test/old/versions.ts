import type { EventVersions } from '@ventanilla/decider'
import type { CalendarActivated } from './calendar-activated.ts'
import type { CaseClocksEvent } from './case-clocks.ts'
import type { ClockEvent } from './clock-events.ts'
/** All that this service writes into its log. */
export type StoredEvent = ClockEvent | CaseClocksEvent | CalendarActivated

/**
 * How earlier versions of our own events are read. Both second versions may say more than the first, and read the
 * first as not having said it: a closing that doesn't say which terms it suspends suspends them all, and a clock that
 * doesn't say its kind is counted by its regime alone.
 */
export const eventVersions: EventVersions = {
  // 2: overlays with hours, one-off days, their author, what holds outside their validity and which terms they suspend.
  CalendarActivated: [(data) => data],
  // 2: the kind of request.
  ClockStarted: [(data) => data],
}
