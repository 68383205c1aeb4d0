import { bogotaDate, type Calendar } from '@ventanilla/calendar'
import type { ExplainedDay } from '../due.ts'
import { hoursBetween } from '../hours.ts'
import { type Count, isOver } from './count.ts'
import { type ClockPhase, type ClockState, openInterval } from './state.ts'

/** A term that ended is judged by the instant at which it stopped; one that stands still reaches nothing. */
export function breach(state: ClockState, count: Count, now: string): string | null {
  const judged = state.ending?.judgedAt ?? now
  const over = state.ending ? count.endsAt !== undefined && judged >= count.endsAt : isOver(count, now, state)
  return over ? (count.endsAt ?? null) : null
}

export function phaseOf(state: ClockState, breachedAt: string | null): ClockPhase {
  if (state.ending) return state.ending.is
  if (openInterval(state)) return 'paused'
  return breachedAt === null ? 'running' : 'breached'
}

/** What hasn't run yet at an instant. */
export function remaining(
  count: Count,
  explanation: readonly ExplainedDay[],
  state: ClockState,
  now: string,
  calendar: Calendar,
): number | null {
  if (state.ending) return 0
  const { facts } = count
  if ('hours' in facts) {
    const { hours, received } = facts.hours
    const ran = now > received ? hoursBetween(received, now, calendar, facts.hours) : 0
    return Math.max(0, Math.round((hours - ran) * 1e6) / 1e6)
  }
  const whole = wholeOf(count, explanation)
  const day = bogotaDate(now)
  const ran = explanation.findLast(({ date }) => date <= day)?.total ?? 0
  return whole === null ? null : Math.max(0, whole - ran)
}

/** Days in all; unknown of a term in months that is paused, since they depend on where it goes on. */
function wholeOf({ facts, due, unit }: Count, explanation: readonly ExplainedDay[]): number | null {
  if (due !== undefined) return explanation.at(-1)?.total ?? 0
  if (unit === 'calendar-months' || !('days' in facts)) return null
  return (facts.days.extensions ?? []).reduce((sum, { amount }) => sum + amount, facts.days.amount)
}
