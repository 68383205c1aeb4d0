import type { EventVersions, Upcaster } from '@ventanilla/decider'
import type { CalendarActivated } from './calendar-activated.ts'
import type { CaseClocksEvent } from './case-clocks.ts'
import type { ClockEvent } from './clock-events.ts'
/** All that this service writes into its log. */
export type StoredEvent = ClockEvent | CaseClocksEvent | CalendarActivated

/** Says more than it did, and reads what was written before as not having said it. */
const more: Upcaster = (data) => data

/**
 * How earlier versions of our own events are read. Each newer one may say more than the one before, so none invents: a
 * closing that doesn't say which terms it suspends suspends them all, a clock that doesn't say its kind is counted by
 * its regime alone, one that names no law by its term, one that isn't said to be declared is its kind's own, a term that
 * was stored before there were others is in days, and a fact without an instant counts by its day.
 */
export const eventVersions: EventVersions = {
  // 2: overlays with hours, one-off days, their author, what holds outside their validity and which terms they suspend.
  // 3: that open terms come under it too.
  CalendarActivated: [more, more],
  // 2: the kind of request. 3: the law that counts it. 4: that the procedure declares it beside the kind's own.
  // 5: a term in months or hours.
  ClockStarted: [more, more, more, more],
  // 2: of the fact, its instant, what the law calls it, which message carries an answer, and what became of that.
  ClockPaused: [more],
  ClockResumed: [more],
  ClockMet: [more],
  ClockCancelled: [more],
  FactNoted: [more],
  // 2: the same. 3: assignments, the receipt, and where a move led.
  FactHeld: [more, more],
  // 2: the clocks that the procedure declares, and the kind of request that they are for.
  ClocksOpened: [more],
  // 2: the instant.
  ClockExtended: [more],
}
