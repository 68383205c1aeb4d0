import type { Calendar } from '@ventanilla/calendar'
import type { EventLog } from '@ventanilla/event-log'
import type { CalendarBook } from '../../commands/calendar-book.ts'
import { hasEnded, readClocks } from '../../commands/read-clock.ts'
import { casesAfter } from './cases.ts'
import { type Change, changeOf } from './change.ts'
import { type Totals, totalsOf } from './totals.ts'

export interface WhatIf {
  readonly entity: string
  /** The one that is tried. */
  readonly calendar: Calendar
  /** Business instant at which every clock is judged, before and after. */
  readonly at: string
  /** Leaves out what has ended, answered or not. */
  readonly openOnly: boolean
  /** Position in the entity's log behind which the page begins: 0 for the first. */
  readonly after: number
  /** Cases of a page. */
  readonly limit: number
}

export interface WhatIfPage {
  readonly changes: readonly Change[]
  readonly totals: Totals
  readonly position: number
  readonly head: number
}

/** Streams read at once: memory is that of so many clocks, however many there are. */
const BATCH = 200

/**
 * The clocks of some cases, counted from their facts again under another calendar. Writes nothing, and folds each
 * clock once for both counts, so that what differs is the calendar's doing alone.
 */
export async function whatIfPage(
  { log, calendars }: { log: EventLog; calendars: CalendarBook },
  asked: WhatIf,
): Promise<WhatIfPage> {
  const { cases, position, head } = await casesAfter(log, asked.entity, asked.after, asked.limit)
  const ids = cases.flatMap(({ clocks }) => clocks.map(({ clockId }) => clockId))
  const changes: Change[] = []
  const looked = new Set<string>()
  let clocks = 0
  for (let from = 0; from < ids.length; from += BATCH) {
    for (const found of await readClocks(log, calendars, ids.slice(from, from + BATCH))) {
      if (asked.openOnly && hasEnded(found)) continue
      clocks++
      looked.add(found.start.caseId)
      const change = changeOf(found, asked.calendar, asked.at)
      if (change) changes.push(change)
    }
  }
  return { changes, totals: totalsOf(changes, { cases: looked.size, clocks }), position, head }
}
