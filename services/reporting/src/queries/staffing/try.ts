import { setImmediate as breathe } from 'node:timers/promises'
import type { Calendar, LocalDate } from '@ventanilla/calendar'
import { addDays } from '@ventanilla/calendar'
import type { Db } from '@ventanilla/database'
import { BUSINESS_DAYS, rulerOf } from '../../domain/risk/ruler.ts'
import { type BusinessTime, bogotaDay, businessTimeOf } from '../../domain/staffing/business-time.ts'
import type { Staffing } from '../../domain/staffing/capacity.ts'
import { type Outcome, type Replayed, replay, type Stop, type Trial } from '../../domain/staffing/replay.ts'
import { type Standing, standingAfter, standingOf } from '../../domain/staffing/standing.ts'
import {
  type AreaTotals,
  areaTotals,
  type Counted,
  countLines,
  type Line,
} from '../../domain/staffing/totals.ts'
import { type CaseRead, countCases, readCases } from './cases.ts'

export interface StaffingAsked {
  readonly entity: string
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

export type NotTried = { readonly tooMany: number } | { readonly paceUnknown: string }

export interface Progress {
  readonly done: number
  readonly total: number
}

/** Some 100 MB while they are replayed. */
const MOST_CASES = 200_000

/**
 * Replays the queues from the first day of the period up to now, so that what a case gains or loses is carried past
 * its end; of what came later nothing is told.
 */
export async function tryStaffing(
  { db, table, calendar }: { db: Db; table: string; calendar: Calendar },
  asked: StaffingAsked,
  tell: (progress: Progress) => void,
): Promise<Tried | NotTried> {
  const { entity, from, staffing } = asked
  const which = { entity, areas: [...staffing.keys()], from }
  const total = await countCases(db, table, which, MOST_CASES + 1)
  if (total > MOST_CASES) return { tooMany: MOST_CASES }
  const cases: CaseRead[] = []
  for await (const some of readCases(db, table, which)) {
    cases.push(...some)
    tell({ done: Math.min(cases.length, total), total })
  }
  const { time, trial } = trialOf(asked, cases, calendar)
  const outcome = await steadily(replay(stopsOf(cases, time), trial))
  if ('paceUnknown' in outcome) return outcome
  return told(cases, outcome, { ...asked, time, trial, calendar })
}

function trialOf(
  { from, to, today, staffing }: StaffingAsked,
  cases: readonly CaseRead[],
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

function stopsOf(cases: readonly CaseRead[], time: BusinessTime): Stop[] {
  return cases.flatMap(({ visits }, n) =>
    visits.map(([area, from, to]) => ({
      ...{ case: n, area, enter: time.at(from) },
      ...(to !== null && { leave: time.at(to) }),
    })),
  )
}

/** Lets others have the loop now and then. */
async function steadily<T>(going: Generator<unknown, T>): Promise<T> {
  for (;;) {
    const step = going.next()
    if (step.done) return step.value
    await breathe()
  }
}

type Telling = StaffingAsked & { time: BusinessTime; trial: Trial; calendar: Calendar }

function told(cases: readonly CaseRead[], { stops, areas }: Outcome, telling: Telling): Tried {
  const { time, trial, today, to, calendar } = telling
  const last = new Map<number, Replayed>()
  const through = new Map<string, Set<number>>([...areas].map(([area]) => [area, new Set()]))
  for (const stop of stops) {
    last.set(stop.case, stop)
    through.get(stop.area)?.add(stop.case)
  }
  const ruler = rulerOf(calendar)
  const between = ({ endedOn: one }: Standing, { endedOn: other }: Standing) =>
    one === null || other === null ? undefined : ruler.daysAfter(BUSINESS_DAYS, one, other)
  const lines = cases.map((went, n): Change | undefined => {
    if (went.receivedOn > to) return undefined
    const before = standingOf(went, today)
    const after = standingAfter(went, last.get(n), { time, today, known: trial.known })
    const { caseId, kind, area, due } = went
    return { caseId, kind, area, due, before, after, movedBy: between(before, after) }
  })
  const present = lines.filter((line) => line !== undefined)
  return {
    changes: present.filter(isChanged).sort(inOrder),
    totals: countLines(present),
    areas: [...areas].map(([area, found]) => {
      const mine = [...(through.get(area) ?? [])].flatMap((n) => lines[n] ?? [])
      const here = stops.filter((stop) => stop.area === area)
      return areaTotals(area, found, here, trial.period, mine)
    }),
  }
}

const isChanged = ({ before, after }: Line) =>
  before.state !== after.state || before.endedOn !== after.endedOn

/** What has no due date comes last. */
export function inOrder(a: Pick<Change, 'due' | 'caseId'>, b: Pick<Change, 'due' | 'caseId'>): number {
  const [one, other] = [a.due ?? '~', b.due ?? '~']
  return one === other ? (a.caseId < b.caseId ? -1 : a.caseId > b.caseId ? 1 : 0) : one < other ? -1 : 1
}
