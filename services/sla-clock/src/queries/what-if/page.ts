import type { Calendar } from '@ventanilla/calendar'
import type { EventLog } from '@ventanilla/event-log'
import type { CalendarBook } from '../../commands/calendar-book.ts'
import { type FoundClock, findClocks, hasEnded } from '../../commands/read-clock.ts'
import { calendarOfTerm } from '../../domain/calendar-of-term.ts'
import type { ClocksOpened } from '../../domain/case-clocks.ts'
import { casesAfter } from './cases.ts'
import { type Change, changeOf, type Tried } from './change.ts'
import { type Totals, totalsOf } from './totals.ts'

export interface WhatIf {
  readonly entity: string
  /** What a clock of a case is tried with; undefined for one that isn't looked at. */
  readonly tried: (found: FoundClock, opened: ClocksOpened['data']) => Tried | undefined
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
 * The clocks of some cases, counted from their facts again as they are tried. Writes nothing, and folds each clock once
 * for both counts, so that what differs is the doing of what is tried alone.
 */
export async function whatIfPage(
  { log, calendars }: { log: EventLog; calendars: CalendarBook },
  asked: WhatIf,
): Promise<WhatIfPage> {
  const { cases, position, head } = await casesAfter(log, asked.entity, asked.after, asked.limit)
  const opened = new Map(cases.map((one) => [one.caseId, one]))
  const ids = cases.flatMap(({ clocks }) => clocks.map(({ clockId }) => clockId))
  const changes: Change[] = []
  const looked = new Set<string>()
  let clocks = 0
  for (let from = 0; from < ids.length; from += BATCH) {
    for (const found of await findClocks(log, calendars, ids.slice(from, from + BATCH))) {
      if (asked.openOnly && hasEnded(found)) continue
      const of = opened.get(found.start.caseId)
      const tried = of && asked.tried(found, of)
      if (!tried) continue
      clocks++
      looked.add(found.start.caseId)
      const change = changeOf(found, tried, asked.at)
      if (change) changes.push(change)
    }
  }
  return { changes, totals: totalsOf(changes, { cases: looked.size, clocks }), position, head }
}

/** The clock as it is, under another calendar. */
export function underCalendar({ start }: FoundClock, calendar: Calendar): Tried {
  return { start, calendar: calendarOfTerm(start, calendar) }
}
