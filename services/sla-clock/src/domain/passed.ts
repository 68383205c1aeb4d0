import type { Calendar, LocalDate } from '@ventanilla/calendar'
import { countOf } from '@ventanilla/terms'
import type { Clock } from './clock-state.ts'
import type { ClockStart, Mark } from './facts.ts'
import type { Stand } from './history.ts'
import { marksOf } from './marks.ts'
import { rulesOf, waitsForLetters } from './rules.ts'

/** A mark, and the due date that the term has when it reaches it. */
export interface Reaching {
  readonly mark: Mark
  readonly due: LocalDate
}

/**
 * What a term that a letter may meet has passed wherever it ran, told or not. The fact that stops another term tells
 * first what that had passed. Here it can't: the delivery may be on its way that takes it back, so it is told when
 * both services are known up to there, however the term stands by then. What it had passed before another calendar
 * came to count it is not counted anew: that was told with the calendar, as far as it was known.
 */
export function passedOf(
  start: ClockStart,
  { recounts = [] }: Clock,
  { stretches }: Stand,
  calendar: Calendar,
): readonly Reaching[] {
  if (!waitsForLetters(start)) return []
  const since = recounts.at(-1)?.nominal ?? ''
  return stretches
    .filter(({ until }) => until > since)
    .flatMap(({ state, until }) => {
      const count = countOf(state, rulesOf(start), calendar)
      const { due = state.base.day } = count
      const marks = marksOf(count, start.ladder, calendar).filter(({ at }) => at <= until)
      return marks.map((mark) => ({ mark, due }))
    })
}
