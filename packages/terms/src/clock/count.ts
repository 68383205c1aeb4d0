import { addDays, attentionHours, bogotaInstant, type Calendar, type LocalDate } from '@ventanilla/calendar'
import { endOfDue } from '../business-days.ts'
import { dueDate } from '../due-date.ts'
import { dueInstant, type HourFacts } from '../hours.ts'
import type { RegimeUnit, RegimeVersion } from '../regimes/regime.ts'
import type { Rules } from '../regimes/rules.ts'
import { isInHours } from '../regimes/units.ts'
import { versionOn } from '../regimes/versions.ts'
import { runningTerm } from '../running-term.ts'
import type { Pause, TermFacts, TermUnit } from '../term-facts.ts'
import type { FactType, ReadFact } from './fact.ts'
import { type ClockState, type Grant, type Interval, openInterval } from './state.ts'

export interface Count {
  readonly amount: number
  readonly unit: RegimeUnit
  readonly article: string
  /** What is counted, in days or in hours. */
  readonly facts: { readonly days: TermFacts } | { readonly hours: HourFacts }
  /** Last day, and the instant at which it is over; undefined while a pause without an end holds the term. */
  readonly due: LocalDate | undefined
  readonly endsAt: string | undefined
}

/** The term as it stands, counted from the state; `extra` is what more would be granted. */
export function countOf(
  state: ClockState,
  rules: Rules,
  calendar: Calendar,
  extra: readonly { amount: number; unit?: TermUnit }[] = [],
): Count {
  if (extra.length > 0 || !isUndisturbed(state)) return countAnew(state, rules, calendar, extra)
  const days = undisturbedUnder(rules, calendar)
  const key = `${state.received.day} ${state.filed} ${state.base.day}`
  const known = days.get(key)
  if (known) return known
  const count = countAnew(state, rules, calendar, extra)
  // Hours go by from the instant, and each has its own.
  if ('days' in count.facts) days.set(key, count)
  return count
}

/** Nothing has happened to it: all that began on a day, under the same rules and calendar, are counted alike. */
function isUndisturbed({ intervals, extensions, ending, ordinary, closings }: ClockState): boolean {
  return intervals.length === 0 && extensions.length === 0 && !ending && !ordinary && !closings
}

/** Those that are due in a night are thousands, of a few days. */
const undisturbed = new WeakMap<Rules, WeakMap<Calendar, Map<string, Count>>>()

function undisturbedUnder(rules: Rules, calendar: Calendar): Map<string, Count> {
  const under = undisturbed.get(rules) ?? new WeakMap<Calendar, Map<string, Count>>()
  undisturbed.set(rules, under)
  const days = under.get(calendar) ?? new Map<string, Count>()
  under.set(calendar, days)
  // Ten years of receptions, and not one more.
  if (days.size >= 3_650) days.clear()
  return days
}

function countAnew(
  state: ClockState,
  rules: Rules,
  calendar: Calendar,
  extra: readonly { amount: number; unit?: TermUnit }[],
): Count {
  const { regime, step } = rules
  const versions = regime.versions
  let version = versionOn(regime.versions, state.received.day) ?? versions[0]
  if (version === undefined) throw new Error(`the regime ${regime.name} has no version`)
  const plain = step ?? version
  let count = counted(state, rules, calendar, plain, extra)
  // A later law that takes over what is still open on its first day.
  for (const later of step ? [] : versions) {
    if (later.takesOpenTerms !== true || later.from <= version.from || !takes(later, state)) continue
    if (count.due !== undefined && count.due < later.from) continue
    version = later
    count = counted(state, rules, calendar, later, extra)
  }
  return count
}

/**
 * Whether a law that takes what is open on its first day finds the case open on it, and a term to count while it holds:
 * one that began anew later, of a case that was open then, is one of that case.
 */
function takes({ from, to }: RegimeVersion, { filed, base, ending, closings = [] }: ClockState): boolean {
  if (from <= filed || (to !== undefined && to < base.day)) return false
  const closed = ending && (ending.after ?? ending).fact.day
  if (closed !== undefined && closed < from) return false
  return !closings.some((closing) => closing.from.day < from && from < closing.to.day)
}

function counted(
  state: ClockState,
  rules: Rules,
  calendar: Calendar,
  worded: { readonly amount: number; readonly unit: RegimeUnit; readonly article: string },
  extra: readonly { amount: number; unit?: TermUnit }[],
): Count {
  // Document 004: an exception that isn't one any more is a request of twelve days.
  const amount = rules.amount ?? (state.ordinary ? 12 : worded.amount)
  const unit = rules.unit ?? worded.unit
  const extensions = [...state.extensions, ...extra].map(({ amount: more, unit: own }) => {
    return { amount: more, ...(own && { unit: own }) }
  })
  const shown = { amount, unit, article: worded.article }
  if (isInHours(unit)) {
    const granted = extensions.reduce((sum, one) => sum + one.amount, 0)
    const hours: HourFacts = {
      ...{ received: state.base.instant, hours: amount + granted, pauses: hourPauses(state.intervals) },
      ...(unit === 'business-hours' && { windows: windowsOf(rules, calendar) }),
    }
    const endsAt = dueInstant(hours, calendar)
    return { ...shown, facts: { hours }, due: endsAt && lastDayOf(endsAt), endsAt }
  }
  const term = { received: state.base.day, start: rules.start, amount, unit }
  const pauses = dayPauses(state, rules, term, calendar)
  const days: TermFacts = { ...term, extensions, pauses }
  const due = dueDate(days, calendar)
  return { ...shown, facts: { days }, due, endsAt: due && endOfDue(due) }
}

/** What was set; else when the entity attends by its calendar, else the hours of the parameter. */
function windowsOf({ hours: { from, to, set } }: Rules, calendar: Calendar): HourFacts['windows'] {
  return !set && attentionHours(calendar) ? 'attended' : [{ days: [1, 2, 3, 4, 5], from, to }]
}

/** The day in Bogotá that holds the last millisecond before an instant. */
function lastDayOf(instant: string): LocalDate {
  return new Date(Date.parse(instant) - 5 * 3_600_000 - 1).toISOString().slice(0, 10)
}

function hourPauses(intervals: readonly Interval[]) {
  return intervals.map(({ from, to }) => ({ from: from.instant, ...(to && { to: to.instant }) }))
}

const endings: readonly FactType[] = ['answered', 'delivered', 'withdrawn', 'transferred']

/**
 * Whole days that don't count. The day on which the term stops and the one on which it goes on count or not as the
 * rules say; what stops again in the instant in which it had gone on had never gone on. Under a law the last day isn't
 * used up by a pause that lasts beyond it: a term that was stopped before its end has that day left when it goes on.
 */
function dayPauses(
  { intervals, extensions }: ClockState,
  rules: Rules,
  term: TermFacts,
  calendar: Calendar,
): readonly Pause[] {
  const { pauseDay, resumeDay } = rules
  const pauses: Pause[] = []
  const keepsLast = pauseDay === 'counts' && !rules.regime.told
  const isLast = keepsLast ? lastDays(extensions, term, calendar) : undefined
  // What goes on in the instant in which it stopped never stood still, whatever the rules say of its day.
  const lasted = intervals.filter(({ from, to }) => from.instant !== to?.instant)
  for (const [index, { from, to, reason, basis }] of lasted.entries()) {
    const lasts = to === undefined || to.day > from.day
    const used = pauseDay === 'counts' && !(lasts && isLast?.on(from))
    const stops = used ? addDays(from.day, 1) : from.day
    const touches = lasted[index - 1]?.to?.instant === from.instant
    const before = touches ? pauses.at(-1)?.to : undefined
    const first = before !== undefined && before < stops ? before : stops
    const pause = { from: first, reason, ...(basis !== undefined && { basis }) }
    // A term that was agreed doesn't go on when it ends while it stands still: the pause ends with that day.
    const ends = to && rules.regime.told && endings.includes(to.type)
    const again = to && (ends || resumeDay === 'counts' ? to.day : addDays(to.day, 1))
    const held = again === undefined ? pause : { ...pause, to: again > first ? again : first }
    pauses.push(held)
    isLast?.hold(held)
  }
  return pauses
}

/** Whether the term as it stood when a fact stopped it had that day as its last: with the pauses and what was granted by then. */
function lastDays(extensions: readonly Grant[], term: TermFacts, calendar: Calendar) {
  const running = runningTerm(term, calendar)
  let granted = 0
  return {
    hold(pause: Pause): void {
      if (pause.from !== pause.to) running.hold(pause)
    },
    on({ instant, day }: ReadFact): boolean {
      for (const { amount, unit = term.unit, fact } of extensions.slice(granted)) {
        if (fact.instant > instant) break
        running.extend({ amount, unit })
        granted++
      }
      return running.lastDay() === day
    },
  }
}

/**
 * The last day that a suspended term would have if it went on on a day, or on the one on which it stopped when that is
 * later; its own if nothing holds it.
 */
export function dueIfResumed({ facts, due }: Count, on: LocalDate, calendar: Calendar): LocalDate {
  if (due !== undefined) return due
  if ('hours' in facts) {
    const pauses = facts.hours.pauses?.map(({ from, to = laterOf(bogotaInstant(on), from) }) => ({
      from,
      to,
    }))
    const endsAt = dueInstant({ ...facts.hours, ...(pauses && { pauses }) }, calendar)
    if (endsAt !== undefined) return lastDayOf(endsAt)
  } else {
    const pauses = facts.days.pauses?.map((pause) => ({ ...pause, to: pause.to ?? laterOf(on, pause.from) }))
    const day = dueDate({ ...facts.days, ...(pauses && { pauses }) }, calendar)
    if (day !== undefined) return day
  }
  throw new Error('a term without an open pause has a due date')
}

const laterOf = (one: string, other: string) => (one > other ? one : other)

/** Whether a term is over at an instant; never while it is paused. */
export function isOver(count: Count, at: string, state: ClockState): boolean {
  return openInterval(state) === undefined && count.endsAt !== undefined && at >= count.endsAt
}
