import { addDays, type Calendar, type LocalDate } from '@ventanilla/calendar'
import { BUSINESS_DAYS, rulerOf } from '../risk/ruler.ts'
import { type BusinessTime, bogotaDay, businessTimeOf } from './business-time.ts'
import type { Staffing } from './capacity.ts'
import {
  type Outcome,
  type PaceUnknown,
  type Replayed,
  replay,
  STRETCH,
  type Stop,
  type Trial,
} from './replay.ts'
import { type Standing, standingAfter, standingOf, type Went } from './standing.ts'
import { type AreaTotals, areaTotals, type Counted, countLines, type Line } from './totals.ts'

/** A case that came into one of the areas, with its visits to them alone, in seconds since 1970. */
export interface CaseTried extends Went {
  readonly visits: readonly (readonly [area: string, from: number, to: number | null])[]
}

export interface Asked {
  /** Days on which the other staffing would have worked, both included. */
  readonly from: LocalDate
  readonly to: LocalDate
  readonly staffing: ReadonlyMap<string, Staffing>
  /** In Bogotá. */
  readonly today: LocalDate
}

export interface Change extends Line {
  readonly caseId: string
  readonly kind: string | null
  /** The one that has it, or had it when it ended. */
  readonly area: string | null
  readonly due: LocalDate | null
}

export interface Tried {
  /** That end on another day or in another state, what is due first before the rest. */
  readonly changes: readonly Change[]
  readonly totals: Counted
  readonly areas: readonly AreaTotals[]
}

/**
 * What another staffing would have made of the cases that were received until the last day of the period. Those that
 * came later are replayed with them, since they are in the same queues. @yields now and then
 */
export function* tryOn(
  cases: readonly CaseTried[],
  asked: Asked,
  calendar: Calendar,
): Generator<undefined, Tried | PaceUnknown> {
  const { time, trial } = trialOf(asked, cases, calendar)
  const stops = stopsOf(cases, time)
  yield
  const outcome = yield* replay(stops, trial)
  if ('paceUnknown' in outcome) return outcome
  return yield* told(cases, outcome, { ...asked, time, trial, calendar })
}

function trialOf(
  { from, to, today, staffing }: Asked,
  cases: readonly CaseTried[],
  calendar: Calendar,
): { time: BusinessTime; trial: Trial } {
  let first = from
  for (const { visits } of cases) {
    const day = visits[0] && bogotaDay(visits[0][1])
    if (day !== undefined && day < first) first = day
  }
  const time = businessTimeOf(calendar, { first, last: today })
  const period = { from: time.startOf(from), until: time.startOf(addDays(to, 1)) }
  return { time, trial: { staffing, period, known: time.startOf(addDays(today, 1)) } }
}

function stopsOf(cases: readonly CaseTried[], time: BusinessTime): Stop[] {
  return cases.flatMap(({ visits }, n) =>
    visits.map(([area, from, to]) => ({
      ...{ case: n, area, enter: time.at(from) },
      ...(to !== null && { leave: time.at(to) }),
    })),
  )
}

type Telling = Asked & { time: BusinessTime; trial: Trial; calendar: Calendar }

function* told(
  cases: readonly CaseTried[],
  { stops, areas }: Outcome,
  telling: Telling,
): Generator<undefined, Tried> {
  const { trial } = telling
  const last: (Replayed | undefined)[] = []
  const through = new Map<string, Set<number>>([...areas].map(([area]) => [area, new Set()]))
  for (const stop of stops) {
    last[stop.case] = stop
    through.get(stop.area)?.add(stop.case)
  }
  const lineOf = liner(telling)
  const lines: (Change | undefined)[] = []
  for (const [n, went] of cases.entries()) {
    if (n % STRETCH === 0) yield
    lines.push(lineOf(went, last[n]))
  }
  const present = lines.filter((line) => line !== undefined)
  const totals = countLines(present)
  yield
  const changes = present.filter(isChanged).sort(inOrder)
  const told: AreaTotals[] = []
  for (const [area, found] of areas) {
    yield
    const mine = [...(through.get(area) ?? [])].flatMap((n) => lines[n] ?? [])
    const here = stops.filter((stop) => stop.area === area)
    told.push(areaTotals(area, found, here, trial.period, mine))
  }
  return { changes, totals, areas: told }
}

/** What becomes of a case; undefined for one that came after the period. */
function liner({ time, trial, today, to, calendar }: Telling) {
  const ruler = rulerOf(calendar)
  const between = ({ endedOn: one }: Standing, { endedOn: other }: Standing) =>
    one === null || other === null ? undefined : ruler.daysAfter(BUSINESS_DAYS, one, other)
  return (went: CaseTried, last: Replayed | undefined): Change | undefined => {
    if (went.receivedOn > to) return undefined
    const before = standingOf(went, today)
    const after = standingAfter(went, last, { time, today, known: trial.known })
    const { caseId, kind, area, due } = went
    return { caseId, kind, area, due, before, after, movedBy: between(before, after) }
  }
}

const isChanged = ({ before, after }: Line) =>
  before.state !== after.state || before.endedOn !== after.endedOn

/** What has no due date comes last. */
export function inOrder(a: Pick<Change, 'due' | 'caseId'>, b: Pick<Change, 'due' | 'caseId'>): number {
  const [one, other] = [a.due ?? '~', b.due ?? '~']
  return one === other ? (a.caseId < b.caseId ? -1 : a.caseId > b.caseId ? 1 : 0) : one < other ? -1 : 1
}
