import type { Calendar, LocalDate } from '@ventanilla/calendar'
import { dueDate, endOfDue, type TermFacts } from '@ventanilla/terms'
import type { ClockStart, Extension, Mark } from './facts.ts'
import type { Term } from './term.ts'

/** The extensions of the present term: a term that starts anew starts without them. */
export function extensionsOf(term: Term, extensions: readonly Extension[]): readonly Extension[] {
  const { restartedOn } = term
  return restartedOn === undefined ? extensions : extensions.filter(({ on }) => on >= restartedOn)
}

export function extensionDays(term: Term, extensions: readonly Extension[]): number {
  return extensionsOf(term, extensions).reduce((sum, { amount }) => sum + amount, 0)
}

/** All that the due date depends on, besides the calendar. */
export function countOf(start: ClockStart, term: Term, extensions: readonly Extension[]): TermFacts {
  const { amount, unit } = start
  const { received, pauses } = term
  const granted = extensionsOf(term, extensions).map((extension) => ({ amount: extension.amount }))
  return { received, amount, unit, extensions: granted, pauses }
}

/**
 * The due date to write into a fact. While a pause lasts there is none: then the one it would have if the term went
 * on on the day `on`.
 */
export function tellableDue(facts: TermFacts, calendar: Calendar, on: LocalDate): LocalDate {
  const due = dueDate(facts, calendar)
  if (due !== undefined) return due
  const pauses = facts.pauses?.map((pause) => ({
    ...pause,
    to: pause.to ?? (on > pause.from ? on : pause.from),
  }))
  const provisional = dueDate({ ...facts, ...(pauses && { pauses }) }, calendar)
  if (provisional === undefined) throw new Error('a term without an open pause has a due date')
  return provisional
}

/**
 * The instants at which a running term reaches its rungs and its end, in order. A rung with `remaining` days left is
 * reached when the counted day before them is over: 00:00 in Bogotá of the day that follows the (total − remaining)th
 * counted day, total being the term and its extensions. A rung with more days than the term has is reached when the
 * day of reception is over; one with none left is the end itself, which has a fact of its own.
 */
export function marksOf(facts: TermFacts, ladder: ClockStart['ladder'], calendar: Calendar): readonly Mark[] {
  const due = dueDate(facts, calendar)
  if (due === undefined) return []
  const total = (facts.extensions ?? []).reduce((sum, { amount }) => sum + amount, facts.amount)
  const rungs = ladder
    .filter(({ remaining }) => remaining > 0)
    .toSorted((one, other) => other.remaining - one.remaining)
    .map(({ id, remaining }) => ({ at: endOfDue(dayAt(facts, total - remaining, calendar)), rung: id }))
  return [...rungs, { at: endOfDue(due), rung: null }]
}

function dayAt(facts: TermFacts, amount: number, calendar: Calendar): LocalDate {
  if (amount <= 0) return facts.received
  // It comes before the end, which no pause without an end holds, so neither does one hold it.
  return dueDate({ ...facts, amount, extensions: [] }, calendar) ?? facts.received
}
