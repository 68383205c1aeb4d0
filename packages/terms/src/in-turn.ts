import type { LocalDate } from '@ventanilla/calendar'

interface Span<T> {
  readonly from: (item: T) => LocalDate
  /** Whether it holds a day no more; it never does again. */
  readonly isPast: (item: T, date: LocalDate) => boolean
}

/**
 * Which items hold a day, as they came, asked of one day after the other: each is looked at while it holds one, and
 * not on every day of the term.
 */
export function inTurn<T>(items: readonly T[], { from, isPast }: Span<T>): (date: LocalDate) => readonly T[] {
  const coming = items
    .map((item, index) => ({ item, index, from: from(item) }))
    .sort((one, other) => (one.from < other.from ? -1 : one.from > other.from ? 1 : 0))
  let next = 0
  let on: typeof coming = []
  return (date) => {
    const first = next
    while (next < coming.length && (coming[next]?.from ?? date) <= date) next++
    if (next > first) {
      on = [...on, ...coming.slice(first, next)].sort((one, other) => one.index - other.index)
    }
    if (on.length > 0) on = on.filter(({ item }) => !isPast(item, date))
    return on.map(({ item }) => item)
  }
}
