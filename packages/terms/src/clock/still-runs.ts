import type { Calendar } from '@ventanilla/calendar'
import type { Rules } from '../regimes/rules.ts'
import { countOf, isOver } from './count.ts'
import type { ClockState } from './state.ts'

/**
 * The term that something is to stop at an instant, or undefined if it was over by then. It is counted only where the
 * instant has reached the end that it had when it was last counted: no pause brings an end forward. Counted at each of
 * 20,000 pauses, with all those before it, a term took 22 s.
 */
export function stillRuns(
  state: ClockState,
  instant: string,
  rules: Rules,
  calendar: Calendar,
): ClockState | undefined {
  if (state.runsUntil !== undefined && instant < state.runsUntil) return state
  const count = countOf(state, rules, calendar)
  if (isOver(count, instant, state)) return undefined
  const { endsAt: runsUntil } = count
  // A month granted on top is as long as the one in which it begins: a pause may give it a shorter one.
  const isFirm = count.unit !== 'calendar-months' || state.extensions.length === 0
  return runsUntil !== undefined && isFirm ? { ...state, runsUntil } : state
}
