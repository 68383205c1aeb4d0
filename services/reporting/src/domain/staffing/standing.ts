import type { LocalDate } from '@ventanilla/calendar'
import { type BusinessTime, bogotaDay, noonOf } from './business-time.ts'
import { type Replayed, shifted } from './replay.ts'

export const STATES = ['in-time', 'late', 'ended', 'open', 'overdue'] as const
/** `ended`: without an answer that a term judges. `overdue`: open past its due date. */
export type State = (typeof STATES)[number]

export interface Standing {
  readonly state: State
  /** The day on which it left its last queue; one that lies ahead is of a case that would be open still. */
  readonly endedOn: LocalDate | null
}

/** A case as it went. */
export interface Went {
  readonly caseId: string
  readonly area: string | null
  readonly kind: string | null
  readonly receivedOn: LocalDate
  readonly open: boolean
  readonly endedOn: LocalDate | null
  readonly due: LocalDate | null
  readonly late: boolean | null
  /** When it left the last queue that it was in, seconds since 1970. */
  readonly leftAt: number | null
}

export interface Looked {
  readonly time: BusinessTime
  readonly today: LocalDate
  /** Business seconds at the end of today. */
  readonly known: number
}

export function standingOf(went: Went, today: LocalDate): Standing {
  if (went.open || went.endedOn === null) return { state: waiting(went.due, today), endedOn: null }
  return { state: judged(went.late), endedOn: went.endedOn }
}

/** @param last its last stop in a queue whose staffing is tried */
export function standingAfter(went: Went, last: Replayed | undefined, looked: Looked): Standing {
  const before = standingOf(went, looked.today)
  if (last?.leaves === undefined) return before
  if (before.endedOn === null)
    return last.leave === undefined ? (finished(went, last.leaves, looked) ?? before) : before
  const end = endOf(went, before.endedOn, looked.time)
  const moved = shifted(end, last)
  if (moved === end) return before
  // Another system may tell of an end before the reception: no replay puts it further back.
  const earliest = before.endedOn < went.receivedOn ? before.endedOn : went.receivedOn
  const day = looked.time.dayOf(moved)
  const endedOn = day < earliest ? earliest : day
  if (endedOn > looked.today) return { state: waiting(went.due, looked.today), endedOn }
  return { state: judged(lateBy(went, endedOn, moved > end)), endedOn }
}

/** What was told of it holds as far as the move doesn't change it: a later end makes none timely, an earlier none late. */
function lateBy({ late, due }: Went, endedOn: LocalDate, later: boolean): boolean | null {
  if (late === null || due === null) return late
  return later ? late || endedOn > due : late && endedOn > due
}

/** A case that is open, and that its area would have got through by now. */
function finished({ due }: Went, leaves: number, { time, known }: Looked): Standing | undefined {
  if (leaves >= known) return undefined
  const endedOn = time.dayOf(leaves)
  return { state: judged(due === null ? null : endedOn > due), endedOn }
}

/** The instant at which it left, or the middle of its day where the day isn't that of the instant. */
function endOf({ leftAt }: Went, endedOn: LocalDate, time: BusinessTime): number {
  return time.at(leftAt !== null && bogotaDay(leftAt) === endedOn ? leftAt : noonOf(endedOn))
}

const judged = (late: boolean | null): State => (late === null ? 'ended' : late ? 'late' : 'in-time')
const waiting = (due: LocalDate | null, today: LocalDate): State =>
  due !== null && due < today ? 'overdue' : 'open'
