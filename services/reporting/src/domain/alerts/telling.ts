import { addDays, bogotaDate, type LocalDate } from '@ventanilla/calendar'
import type { PublicEvent } from '@ventanilla/contracts'

type Dated = Pick<PublicEvent, 'at' | 'recordedAt'>

/** What of the history a midnight in Bogotá knows. A midnight goes by the day that begins with it. */
export interface Telling {
  /** The first midnight that knows of a fact. */
  firstMidnight(event: Dated): LocalDate
  /** The last midnight of which everything has been heard, when everything up to an instant has. */
  lastMidnight(heardUpTo: string): LocalDate
}

/**
 * The clocks of two machines, that of a database server among them, may differ; and a fact is written some time before
 * others see it. Processes whose clock is ten seconds behind don't start, and no statement takes a minute.
 */
const MARGIN_MS = 60_000

/**
 * A fact is known when it has happened and was written down by its publisher, and not before: what another system did
 * last week, or a filing that waited in a mailbox, comes to be known when it is told. That is the same whenever it is
 * heard, and whenever anybody asks.
 */
export const byTheWall: Telling = {
  firstMidnight: ({ at, recordedAt }) => after(recordedAt > at ? recordedAt : at),
  lastMidnight: (heardUpTo) => bogotaDate(new Date(Date.parse(heardUpTo) - MARGIN_MS).toISOString()),
}

/** Business time that is driven has nothing to do with when a machine wrote: it goes on when all that happened is told. */
export const asDriven: Telling = {
  firstMidnight: ({ at }) => after(at),
  lastMidnight: (heardUpTo) => bogotaDate(heardUpTo),
}

/** What happens at a midnight belongs to the day that begins. */
function after(instant: string): LocalDate {
  return addDays(bogotaDate(instant), 1)
}
