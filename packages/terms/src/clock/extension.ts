import { type Calendar, type LocalDate, toDayNumber } from '@ventanilla/calendar'
import { businessDaysBetween } from '../business-days.ts'
import { longestSetting, type Rules } from '../regimes/rules.ts'
import { isInHours } from '../regimes/units.ts'
import type { TermUnit } from '../term-facts.ts'
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
  const endOf = (extra: More) => countOf(state, rules, calendar, [extra])
  const more = asked(fact, count, calendar, (extra) => endOf(extra).due ?? '')
  if (typeof more === 'string') return more
  const most = limit === 'double' ? count.amount : limit
  if (isBeyond(more, most, (extra) => endOf(extra).endsAt ?? '')) return 'extension-beyond-limit'
  return { ...state, extensions: [{ ...more, fact }] }
}

/** In one unit the numbers say it, however large; days on top of months are held against the months by their end. */
function isBeyond(more: More, most: number, endOf: (extra: More) => string): boolean {
  if (more.unit === undefined) return more.amount > most
  return more.amount > most * 31 || endOf(more) > endOf({ amount: most })
}

/** What was granted by whoever may: it counts, whatever it breaks. */
export function granted(state: ClockState, fact: ReadFact): ClockState {
  return { ...state, extensions: [...state.extensions, { amount: fact.days ?? 0, fact }] }
}

interface More {
  readonly amount: number
  readonly unit?: TermUnit
}

/**
 * What is granted, in the unit of the term; between dates, a term in months is extended by days. They are counted from
 * the last day of the months, which may have been carried on to a business day: only with days after it, it isn't.
 * @param dueWith the last day of the term with so much more
 */
function asked(
  { days, newDue }: ReadFact,
  count: Count,
  calendar: Calendar,
  dueWith: (more: More) => LocalDate,
): More | FactRefusal {
  const { due = '', unit } = count
  if (newDue === undefined) return { amount: days ?? 0 }
  if (newDue <= due) return 'extension-not-later'
  if (isInHours(unit)) return 'extension-without-date'
  const amount = daysAfter(due, newDue, unit, calendar)
  if (amount < 1) return 'extension-not-later'
  if (days !== undefined && days !== amount) return 'extension-ambiguous'
  if (unit !== 'calendar-months') return { amount }
  // Beyond any limit, and perhaps beyond the years that a calendar has.
  if (amount > longestSetting) return { amount, unit: 'calendar-days' }
  const carried = toDayNumber(newDue) - toDayNumber(dueWith({ amount, unit: 'calendar-days' }))
  return { amount: amount + carried, unit: 'calendar-days' }
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
