import type { Overlay } from '@ventanilla/calendar'
import type { PublicEvent, ServiceName } from '@ventanilla/contracts'
import { fold, isRefusal } from '@ventanilla/decider'
import { memoryLog } from '@ventanilla/event-log/memory'
import type { Procedure } from '@ventanilla/procedures'
import { createCalendarBook } from './commands/calendar-book.ts'
import { type FoundClock, findClocks } from './commands/read-clock.ts'
import { clockDecider } from './domain/clock.ts'
import { type StandingState, standing } from './domain/standing.ts'
import { createHearCases } from './reactions/hear-cases.ts'
import { clocksOf, openedOf } from './reactions/public-facts.ts'

/** A case that was never filed: what is told of it, by whom of whom, and when it is looked at. */
export interface Trial {
  readonly entity: string
  readonly overlays: readonly Overlay[]
  readonly procedure: Procedure
  /** Of one case, in the order of their publishers. */
  readonly events: readonly PublicEvent[]
  /** The business instant up to which everything is known. */
  readonly upTo: string
}

export interface TriedClock {
  readonly clock: string
  readonly name: string | null
  readonly amount: number
  readonly unit: string
  readonly state: StandingState
  /** Null while it is suspended. */
  readonly due: string | null
  readonly late: boolean | null
  /** What it has passed on the way: a rung's id, or null for its end. */
  readonly passed: readonly { readonly rung: string | null; readonly at: string }[]
}

/** The clocks of that case, by the reactions and the count of the service, on a log that is forgotten. */
export async function tryClocks({ entity, overlays, procedure, events, upTo }: Trial): Promise<TriedClock[]> {
  const log = memoryLog(() => upTo)
  const calendars = createCalendarBook({ log, overlays: new Map([[entity, overlays]]), now: () => upTo })
  const findProcedure = () => procedure
  const hear = createHearCases({ consumer: 'sla-clock', log, calendars, findProcedure })
  for (const source of ['routing', 'notification'] satisfies ServiceName[]) {
    const own = events.filter((event) => event.source === source)
    const place = { consumer: 'sla-clock', source: `${source}/${entity}`, expected: 0, next: own.length }
    await hear({ source, entity, events: own, places: [place] })
  }
  const [opened] = events.flatMap((event) => openedOf(event) ?? [])
  const ids = opened ? clocksOf(opened, procedure).clocks.map(({ clockId }) => clockId) : []
  return (await findClocks(log, calendars, ids)).map((clock) => asOf(clock, upTo))
}

/** With the marks that business time has brought, which the service writes when it comes to them. */
function asOf({ start, clock, calendar }: FoundClock, upTo: string): TriedClock {
  const reached = clockDecider.decide({ type: 'Reach', upTo, calendar }, clock)
  const marks = isRefusal(reached) ? [] : reached
  const now = standing(start, fold(clockDecider, marks, clock), calendar)
  return {
    ...{ clock: start.clock, name: start.declared?.name ?? null, amount: now.count.amount, unit: start.unit },
    ...{ state: now.state, due: now.state === 'paused' ? null : (now.due ?? null), late: now.late ?? null },
    passed: marks.flatMap((mark) => {
      if (mark.type !== 'ClockWarned' && mark.type !== 'ClockBreached') return []
      return [{ rung: mark.type === 'ClockWarned' ? mark.data.rung : null, at: mark.data.nominal }]
    }),
  }
}
