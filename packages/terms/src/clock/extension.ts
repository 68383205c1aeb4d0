import {
  type Calendar,
  fromDayNumber,
  type LocalDate,
  OutsideValidity,
  toDayNumber,
} from '@ventanilla/calendar'
import { businessDaysBetween } from '../business-days.ts'
import type { Rules } from '../regimes/rules.ts'
import { isInHours } from '../regimes/units.ts'
import { joinedPauses, type Pause, type TermUnit } from '../term-facts.ts'
import { completionEnd } from './completion.ts'
import { type Count, countOf, isOver } from './count.ts'
import type { ReadFact } from './fact.ts'
import type { FactRefusal } from './refusals.ts'
import { type ClockState, openInterval } from './state.ts'

/**
 * An extension: told before the term ends, with its reason and its new date, once, and the whole no more than the
 * regime admits. @source Ley 1755/2015 art. 14 par.
 */
export function grant(
  state: ClockState,
  fact: ReadFact,
  rules: Rules,
  calendar: Calendar,
): ClockState | FactRefusal {
  if (fact.of === 'completion') return longerToComplete(state, fact, rules, calendar)
  const limit = rules.extensionLimit
  if (limit === 0) return 'extension-not-allowed'
  if (!fact.reason?.trim()) return 'extension-without-reason'
  if (fact.days === undefined && fact.newDue === undefined) return 'extension-without-date'
  if (openInterval(state)) return 'extension-while-paused'
  const count = countOf(state, rules, calendar)
  if (isOver(count, fact.instant, state) || count.due === undefined) return 'extension-late'
  if (state.extensions.length > 0) return 'already-extended'
  const most = limit === 'double' ? countOf(state, knownOn(fact.day, rules), calendar).amount : limit
  const more = asked(fact, { count, most, calendar }, (extra) => {
    return countOf(state, rules, calendar, [extra]).due ?? ''
  })
  return typeof more === 'string' ? more : { ...state, extensions: [{ ...more, fact }] }
}

/** A law that lengthens what is open on its first day gave nothing to double before. */
function knownOn(day: LocalDate, rules: Rules): Rules {
  const { regime } = rules
  return { ...rules, regime: { ...regime, versions: regime.versions.filter(({ from }) => from <= day) } }
}

/** What was granted by whoever may: it counts, whatever it breaks. */
export function granted(state: ClockState, fact: ReadFact): ClockState {
  return { ...state, extensions: [...state.extensions, { amount: fact.days ?? 0, fact }] }
}

interface More {
  readonly amount: number
  readonly unit?: TermUnit
}

interface Asked {
  readonly count: Count
  /** The most that may be granted, in the unit of the term. */
  readonly most: number
  readonly calendar: Calendar
}

/** The last day of the term with so much more. */
type DueWith = (more: More) => LocalDate

/** What is granted: so much of the unit of the term, or what leads to a new last day. */
function asked(
  { days, newDue }: ReadFact,
  { count, most, calendar }: Asked,
  dueWith: DueWith,
): More | FactRefusal {
  const { due = '', unit } = count
  if (newDue === undefined) return (days ?? 0) > most ? 'extension-beyond-limit' : { amount: days ?? 0 }
  if (newDue <= due) return 'extension-not-later'
  if (isInHours(unit)) return 'extension-without-date'
  if (unit !== 'calendar-days' && newDue > lastCounted(calendar)) return 'extension-beyond-calendar'
  if (unit === 'calendar-months') return onMonths({ days, newDue }, { count, most, calendar }, dueWith)
  const amount = daysAfter(due, newDue, unit, calendar)
  if (amount < 1) return 'extension-not-later'
  if (days !== undefined && days !== amount) return 'extension-ambiguous'
  return amount > most ? 'extension-beyond-limit' : { amount }
}

/**
 * Months say themselves on which day they end; to another day they are extended by days, which nothing carries on to
 * a business day. It is the dates that are held against each other: no number of days is one of months.
 */
function onMonths(
  { days, newDue }: { readonly days: number | undefined; readonly newDue: LocalDate },
  { count, most }: Asked,
  dueWith: DueWith,
): More | FactRefusal {
  if (days !== undefined) {
    if (days > most) return 'extension-beyond-limit'
    return countable(() => dueWith({ amount: days })) === newDue ? { amount: days } : 'extension-ambiguous'
  }
  // What can't be counted lies after all that can, and so after the new date.
  const latest = countable(() => dueWith({ amount: most }))
  if (latest !== undefined && newDue > latest) return 'extension-beyond-limit'
  const unit = 'calendar-days'
  const first = dueWith({ amount: 1, unit })
  const held = 'days' in count.facts ? daysHeld(count.facts.days.pauses, first, newDue) : 0
  return { amount: 1 + toDayNumber(newDue) - toDayNumber(first) - held, unit }
}

/** Undefined where the day lies beyond those that the entity lets be counted. */
function countable(day: () => LocalDate): LocalDate | undefined {
  try {
    return day()
  } catch (error) {
    if (error instanceof OutsideValidity) return undefined
    throw error
  }
}

function lastCounted({ workingDays }: Calendar): LocalDate {
  return fromDayNumber(workingDays.range.last)
}

/** Days after one and up to another on which the term stood still. */
function daysHeld(pauses: readonly Pause[] | undefined, after: LocalDate, upTo: LocalDate): number {
  const [first, last] = [toDayNumber(after) + 1, toDayNumber(upTo) + 1]
  return joinedPauses(pauses).reduce((sum, { from, to = from }) => {
    return sum + Math.max(0, Math.min(toDayNumber(to), last) - Math.max(toDayNumber(from), first))
  }, 0)
}

function daysAfter(due: LocalDate, newDue: LocalDate, unit: TermUnit, calendar: Calendar): number {
  return unit === 'business-days'
    ? businessDaysBetween(due, newDue, calendar)
    : toDayNumber(newDue) - toDayNumber(due)
}

/** Art. 17: the petitioner may be given as long again, if it is asked for while there is time. */
function longerToComplete(
  state: ClockState,
  fact: ReadFact,
  { regime: { completion: rule } }: Rules,
  calendar: Calendar,
): ClockState | FactRefusal {
  const { requirement } = state
  const may = rule?.again && requirement?.understandable && !requirement.again
  if (!may || fact.day > completionEnd(requirement, rule, calendar)) return 'completion-extension-not-allowed'
  return { ...state, requirement: { ...requirement, again: true } }
}
