import { addDays, type Calendar, type LocalDate, toDayNumber } from '@ventanilla/calendar'
import { addBusinessDays, businessDaysBetween } from './business-days.ts'
import { inDays, nextBusinessDay } from './months.ts'
import { hangsFrom, numberedFrom } from './start.ts'
import { type Pause, type Stretch, stretches, type TermFacts, type Unit } from './term-facts.ts'

type Held = Pick<Pause, 'from' | 'to'>
type Granted = Pick<Stretch, 'amount' | 'unit'>

/** A term on its way, stopped by one pause after the other: what each took is counted once. */
export interface RunningTerm {
  /** Stands still on the days of a pause, which begins no sooner than those before it. */
  hold(pause: Held): void
  /** Runs so much longer. */
  extend(granted: Granted): void
  /** Its last day if nothing else stops it; undefined while a pause without an end holds it. */
  lastDay(): LocalDate | undefined
}

/**
 * Hops from one pause to the next, never day by day, and each hop costs the same, however many came before.
 * @throws RangeError for amounts that cannot be, and beyond the years that calendars cover
 */
export function runningTerm(facts: TermFacts, calendar: Calendar): RunningTerm {
  const [term, ...more] = stretches(facts)
  if (term === undefined) throw new Error('a term has a stretch of its own')
  let last = hangsFrom(facts, calendar)
  let runs = inDays(term, last, numberedFrom(facts, calendar))
  let rolls = term.unit === 'calendar-months'
  let isOver = false
  let isHeld = false
  /** Stretches that haven't begun, and pauses that came when all had run out. */
  const waiting: Granted[] = more.filter(({ amount }) => amount > 0)
  let after: Held[] = []
  let carried: LocalDate | undefined

  /** What runs has run out, and the next stretch begins. */
  function next(): void {
    last = ran(last, runs, calendar)
    const stretch = waiting.shift()
    isOver = stretch === undefined
    if (stretch === undefined) return
    runs = inDays(stretch, last)
    rolls = stretch.unit === 'calendar-months'
  }

  /** Ley 4/1913 art. 62: months that are over end on a day that works, and on which they don't stand still. */
  function carry({ from, to }: Held): void {
    carried ??= nextBusinessDay(last, calendar)
    if (carried === last || carried < from || (to !== undefined && to <= carried)) return
    if (to === undefined) isHeld = true
    else carried = nextBusinessDay(to, calendar)
  }

  function hold(pause: Held): void {
    const { from, to } = pause
    while (!isOver && !isHeld && (to === undefined || to > last)) {
      const free = from > last ? daysBetween(last, addDays(from, -1), runs.unit, calendar) : 0
      if (runs.amount <= free) {
        next()
        continue
      }
      if (to === undefined) isHeld = true
      else {
        runs = { ...runs, amount: runs.amount - free }
        last = addDays(to, -1)
      }
      return
    }
    if (!isOver) return
    after.push(pause)
    if (rolls) carry(pause)
  }

  function extend(granted: Granted): void {
    if (granted.amount === 0) return
    waiting.push(granted)
    if (!isOver) return
    const again = after
    after = []
    carried = undefined
    isHeld = false
    runs = { ...runs, amount: 0 }
    next()
    for (const pause of again) hold(pause)
  }

  function lastDay(): LocalDate | undefined {
    if (isHeld) return undefined
    if (isOver) return rolls ? (carried ?? nextBusinessDay(last, calendar)) : last
    let end = ran(last, runs, calendar)
    for (const stretch of waiting) end = ran(end, inDays(stretch, end), calendar)
    const months = (waiting.at(-1)?.unit ?? (rolls ? 'calendar-months' : undefined)) === 'calendar-months'
    return months ? nextBusinessDay(end, calendar) : end
  }

  return { hold, extend, lastDay }
}

type Runs = { readonly amount: number; readonly unit: Unit }

function ran(last: LocalDate, { amount, unit }: Runs, calendar: Calendar): LocalDate {
  return unit === 'business-days' ? addBusinessDays(last, amount, calendar) : addDays(last, amount)
}

function daysBetween(after: LocalDate, upTo: LocalDate, unit: Unit, calendar: Calendar): number {
  return unit === 'business-days'
    ? businessDaysBetween(after, upTo, calendar)
    : toDayNumber(upTo) - toDayNumber(after)
}
