import type { Calendar } from '@ventanilla/calendar'
import { type Count, instantWithLeft } from '@ventanilla/terms'
import type { ClockStart, Mark } from './facts.ts'

/**
 * The instants at which a running term reaches its rungs and its end, in order. A rung with more days than the term
 * has is reached when the day of reception is over; one with none left is the end itself, which has a fact of its own.
 */
export function marksOf(count: Count, ladder: ClockStart['ladder'], calendar: Calendar): readonly Mark[] {
  const { endsAt } = count
  if (endsAt === undefined) return []
  const key = ladder.map(({ id, remaining }) => `${id} ${remaining}`).join()
  const found = marked.get(count)
  if (found?.key === key && found.calendar === calendar) return found.marks
  const rungs = ladder
    .filter(({ remaining }) => remaining > 0)
    .toSorted((one, other) => other.remaining - one.remaining)
    .map(({ id, remaining }) => ({ at: instantWithLeft(count, remaining, calendar) ?? endsAt, rung: id }))
  const marks = [...rungs, { at: endsAt, rung: null }]
  marked.set(count, { key, calendar, marks })
  return marks
}

// Terms that nothing has happened to share their count, and as a rule their ladder.
const marked = new WeakMap<Count, { key: string; calendar: Calendar; marks: readonly Mark[] }>()
