import { bogotaDate, type Calendar, type LocalDate } from '@ventanilla/calendar'
import { businessDaysBetween } from '@ventanilla/terms'
import type { Clock } from './clock-state.ts'
import { marksOf, tellableDue } from './count.ts'
import type { ClockStart } from './facts.ts'
import { standing } from './standing.ts'

/** `warned`: running, and past a rung. `uncountable`: the calendar refuses or doesn't cover a day of the term. */
export type JudgedState = 'running' | 'warned' | 'breached' | 'paused' | 'met' | 'cancelled' | 'uncountable'

/** Where a clock would stand at an instant, by its facts and a calendar alone, whatever had been told of it. */
export interface Judged {
  readonly state: JudgedState
  /** While a pause lasts, the one it would have if it went on that day; null where there is none to speak of. */
  readonly due: LocalDate | null
  /** The last rung that it has passed, while it runs. */
  readonly rung: string | null
  /** Whether it was met after its due date; null until it is met. */
  readonly late: boolean | null
}

export function judge(start: ClockStart, clock: Clock, calendar: Calendar, at: string): Judged {
  try {
    return counted(start, clock, calendar, at)
  } catch (error) {
    // One term that can't be counted is an answer, and no reason to count no other.
    if (!(error instanceof RangeError)) throw error
    return { state: 'uncountable', due: null, rung: null, late: null }
  }
}

function counted(start: ClockStart, clock: Clock, calendar: Calendar, at: string): Judged {
  const { term, facts, late = null } = standing(start, clock, calendar)
  const { is } = term.phase
  // It ended without an answer: when it would have been due is nobody's matter any more.
  if (is === 'cancelled') return { state: is, due: null, rung: null, late: null }
  const due = tellableDue(facts, calendar, bogotaDate(at))
  if (is !== 'running') return { state: is, due, rung: null, late }
  const passed = marksOf(facts, start.ladder, calendar).filter((mark) => mark.at <= at)
  const rung = passed.findLast((mark) => mark.rung !== null)?.rung ?? null
  const over = passed.some((mark) => mark.rung === null)
  return { state: over ? 'breached' : rung === null ? 'running' : 'warned', due, rung, late: null }
}

export function sameJudgement(one: Judged, other: Judged): boolean {
  return (
    one.state === other.state && one.due === other.due && one.rung === other.rung && one.late === other.late
  )
}

/**
 * By how many business days the due date moves, by the calendar that it moves under; negative when it becomes the
 * earlier one, undefined when one of the two can't be counted.
 */
export function movedBy(before: Judged, after: Judged, calendar: Calendar): number | undefined {
  if (before.due === null || after.due === null) return undefined
  try {
    return businessDaysBetween(before.due, after.due, calendar)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return undefined
  }
}
