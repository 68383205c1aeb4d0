import type { LocalDate } from '@ventanilla/calendar'

/** Business days skip weekends, holidays and closing days; calendar days skip nothing. */
export type Unit = 'business-days' | 'calendar-days'

/** Months run by calendar to the same number of day, or to the month's last (Ley 4/1913 art. 59). */
export type TermUnit = Unit | 'calendar-months'

/**
 * Which day is day 1: the one after reception, working or not; the day of reception itself (an internal alarm where
 * the law is read both ways); or the first business day after it.
 */
export type StartRule = 'following-day' | 'same-day' | 'next-business-day'

/** Days on which the term does not run. `to` equal to `from` is a pause of no day at all. */
export interface Pause {
  /** First day not counted. */
  readonly from: LocalDate
  /** First day counted again; absent while the pause lasts. */
  readonly to?: LocalDate
  /** Spanish, for people. */
  readonly reason: string
  /** The norm or act it rests on. */
  readonly basis?: string
}

/** Everything a due date depends on, besides the calendar. */
export interface TermFacts {
  /** The day the count hangs from: day 1 is the day after, working or not, unless `start` says another. */
  readonly received: LocalDate
  readonly start?: StartRule
  readonly amount: number
  readonly unit: TermUnit
  /** Days granted on top, in the unit of the term. */
  readonly extension?: number
  /** Extensions one after another, each in its own unit if it has one. */
  readonly extensions?: readonly { readonly amount: number; readonly unit?: TermUnit }[]
  readonly pauses?: readonly Pause[]
}

/** A run of days to count: the term itself, then each extension. */
export interface Stretch {
  readonly amount: number
  readonly unit: TermUnit
  readonly extension: boolean
}

/** Ten years of days. No term comes near; a larger one is a slip of the keyboard. */
export const longestTerm = 3650
const daysOf = { 'business-days': 1, 'calendar-days': 1, 'calendar-months': 30 } as const
/** The same in months. */
export const longestInMonths = Math.floor(longestTerm / daysOf['calendar-months'])

/** The stretches to count, in order. @throws RangeError for an amount that is no positive whole number or absurd */
export function stretches(facts: TermFacts): readonly Stretch[] {
  const { amount, unit } = facts
  const granted = [{ amount: facts.extension ?? 0 }, ...(facts.extensions ?? [])]
  const all: Stretch[] = [{ amount, unit, extension: false }]
  for (const extension of granted) {
    all.push({ unit, ...extension, extension: true })
  }
  let total = 0
  for (const stretch of all) {
    const least = stretch.extension ? 0 : 1
    if (!Number.isInteger(stretch.amount) || stretch.amount < least) {
      throw new RangeError(`a term is a whole number of days, not ${stretch.amount}`)
    }
    total += stretch.amount * daysOf[stretch.unit]
  }
  if (total > longestTerm) throw new RangeError(`a term of ${total} days is beyond ${longestTerm}`)
  return all
}

/** Pauses by date, overlaps joined, empty ones gone. @throws RangeError if one ends before it starts */
export function joinedPauses(pauses: readonly Pause[] = []): readonly Pause[] {
  const joined: Pause[] = []
  for (const pause of pauses.toSorted(byFirstDay)) {
    if (pause.to !== undefined && pause.to < pause.from) {
      throw new RangeError(`a pause from ${pause.from} cannot end on ${pause.to}`)
    }
    if (pause.to === pause.from) continue
    const last = joined.at(-1)
    if (last === undefined || (last.to !== undefined && last.to < pause.from)) joined.push(pause)
    else joined[joined.length - 1] = { ...last, ...laterEnd(last, pause) }
  }
  return joined
}

function byFirstDay(one: Pause, other: Pause): number {
  return one.from < other.from ? -1 : one.from > other.from ? 1 : 0
}

function laterEnd(one: Pause, other: Pause): Pick<Pause, 'to'> {
  if (one.to === undefined || other.to === undefined) return { to: undefined }
  return { to: one.to > other.to ? one.to : other.to }
}
