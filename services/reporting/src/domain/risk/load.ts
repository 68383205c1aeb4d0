import type { LocalDate } from '@ventanilla/calendar'

/** Of an area: what happened on a day, or how many of its open cases are due on it. */
export interface AreaCount {
  readonly area: string
  readonly what: 'received' | 'ended' | 'due'
  readonly day: LocalDate
  readonly cases: number
}

export interface AreaLoad {
  /** Cases that it ended in the days over which its pace is counted. */
  readonly ended: number
  /** The business days among them on which it had a case open. */
  readonly days: number
  /** Open cases whose term runs, by the day on which it ends. */
  readonly queue: readonly { readonly due: LocalDate; readonly cases: number }[]
}

export interface Counting {
  /** The business days of the pace, in order; all before `today`. */
  readonly days: readonly LocalDate[]
  readonly today: LocalDate
  /** When what stands still is due: it is open, and nobody has to get through it first. */
  readonly noDate: LocalDate
}

export function loadsOf(counts: readonly AreaCount[], counting: Counting): Map<string, AreaLoad> {
  const areas = Map.groupBy(counts, ({ area }) => area)
  return new Map([...areas].map(([area, mine]) => [area, loadOf(mine, counting)]))
}

function loadOf(counts: readonly AreaCount[], { days, today, noDate }: Counting): AreaLoad {
  const [first = today] = days
  const of = (what: AreaCount['what']) => counts.filter((one) => one.what === what)
  const [received, ended, due] = [of('received'), of('ended'), of('due')]
  const open = sum(due)
  const wasOpen = (day: LocalDate) =>
    open + sum(ended.filter((one) => one.day >= day)) - sum(received.filter((one) => one.day > day)) > 0
  return {
    ended: sum(ended.filter(({ day }) => day >= first && day < today)),
    days: days.filter(wasOpen).length,
    queue: due
      .filter(({ day }) => day !== noDate)
      .map(({ day, cases }) => ({ due: day, cases }))
      .toSorted((a, b) => (a.due < b.due ? -1 : 1)),
  }
}

const sum = (counts: readonly { cases: number }[]) => counts.reduce((all, { cases }) => all + cases, 0)

export interface LoadJudged {
  /** The share of what has to be ended by then that can't be at that pace. */
  readonly value: number
  /** Its open cases that are due no later, this one among them. */
  readonly ahead: number
  readonly ended: number
  readonly days: number
  /** Cases a business day. */
  readonly pace: number
  /** Business days from today until the due date, both included. */
  readonly daysToWork: number
}

/**
 * Whether the area gets through what is due no later. Its pace is counted as if it had ended one case more on one day
 * more: so an area that just began, of which nothing is known, isn't taken for one that stands still.
 */
export function judgeLoad({ ended, days, queue }: AreaLoad, due: LocalDate, daysToWork: number): LoadJudged {
  const ahead = sum(queue.filter((one) => one.due <= due))
  const pace = (ended + 1) / (days + 1)
  const manages = pace * daysToWork
  return { value: ahead > manages ? 1 - manages / ahead : 0, ahead, ended, days, pace, daysToWork }
}
