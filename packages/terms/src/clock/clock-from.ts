import type { Calendar, CalendarWarning, LocalDate } from '@ventanilla/calendar'
import type { RegimeUnit } from '../regimes/regime.ts'
import type { Rules } from '../regimes/rules.ts'
import { advance, begin } from './advance.ts'
import { countOf } from './count.ts'
import { type Effect, effectsOf } from './effects.ts'
import { explainCount } from './explain.ts'
import type { ReadFact } from './fact.ts'
import { breach, phaseOf, remaining } from './judge.ts'
import { inOrder, unknownAt } from './order.ts'
import { type FactRefusal, factRefusals } from './refusals.ts'
import { sentencesOf } from './sentences.ts'
import { type DayOfClock, shownDays, warningsOf } from './shown-days.ts'
import { asIfNothingLater, sinceDelivery } from './since-delivery.ts'
import type { ClockPhase, ClockState } from './state.ts'

/** A fact that doesn't count, as it came, with its place in the list. */
export interface RefusedFact {
  readonly fact: unknown
  readonly index: number
  readonly code: FactRefusal
  /** Spanish. */
  readonly detail: string
}

export interface ClockAnswer {
  readonly regime: string
  readonly article: string | null
  readonly calendar: { readonly id: string; readonly version: string }
  /** The instant it is judged at: the one asked for, else that of the last fact. */
  readonly at: string | null
  /** Last day of the term; null while it is paused without an end, or hasn't begun. */
  readonly due: LocalDate | null
  /** The instant at which that day, or the last hour, is over. */
  readonly endsAt: string | null
  readonly state: ClockPhase
  /** Only of a term that is met: whether that was after its end. */
  readonly late?: boolean
  /** The instant at which the term passed without being met, if it did; always its end, however late that is seen. */
  readonly breachedAt: string | null
  readonly term: { readonly amount: number; readonly unit: RegimeUnit } | null
  /** What hasn't run at `at`, in the unit of the term (days, of a term in months). */
  readonly remaining: number | null
  readonly warnings: readonly CalendarWarning[]
  /** What follows from the facts by law, each at its own instant. */
  readonly effects: readonly Effect[]
  readonly explanation: readonly DayOfClock[]
  /** The same in plain Spanish. */
  readonly sentences: readonly string[]
  readonly refused: readonly RefusedFact[]
}

/**
 * A clock counted from what happened to its case, and from nothing else: the same facts, rules and calendar always
 * give the same answer. A fact that can't be doesn't count and is listed with a code; none of them makes it throw.
 * @param raw facts in any order, read as ClockFact
 * @param at ISO instant: what isn't known by then doesn't count; without one all facts do, and the last is the present
 */
export function clockFrom(rules: Rules, raw: readonly unknown[], whole: Calendar, at?: string): ClockAnswer {
  // A closing may leave this regime's terms alone; what it closes to the public it closes to every request.
  const { name, knownAs } = rules.regime
  const calendar = whole.forTerm({ regime: knownAs?.regime ?? name, kind: name })
  const { state, refused } = fold(rules, raw, { whole, calendar }, at)
  const base = {
    regime: name,
    calendar: { id: calendar.id, version: calendar.version },
    refused: refused.toSorted((one, other) => one.index - other.index),
  }
  if (state === undefined) {
    const nothing = { article: null, due: null, endsAt: null, breachedAt: null, term: null, remaining: null }
    const sentences = ['El término no ha empezado: no hay recepción.']
    return {
      ...base,
      ...nothing,
      at: at ?? null,
      state: 'not-started',
      ...{ warnings: [], effects: [], explanation: [] },
      sentences,
    }
  }
  const now = at ?? state.last.instant
  const count = countOf(state, rules, calendar)
  const breachedAt = breach(state, count, now)
  const explanation = explainCount(count, calendar)
  const judged = { phase: phaseOf(state, breachedAt), breachedAt, now }
  const warnings = warningsOf(explanation, calendar)
  return {
    ...base,
    article: count.article,
    at: now,
    due: count.due ?? null,
    endsAt: count.endsAt ?? null,
    state: judged.phase,
    ...(judged.phase === 'met' && { late: breachedAt !== null }),
    breachedAt,
    term: { amount: count.amount, unit: count.unit },
    remaining: remaining(count, explanation, state, now, calendar),
    warnings,
    effects: effectsOf(state, rules, calendar, count, judged),
    explanation: shownDays(explanation, state),
    sentences: [
      ...sentencesOf(state, rules, count, judged, explanation),
      ...warnings.map(({ detail }) => detail),
    ],
  }
}

interface Folded {
  readonly state: ClockState | undefined
  readonly refused: readonly RefusedFact[]
}

function fold(
  rules: Rules,
  raw: readonly unknown[],
  { whole, calendar }: { readonly whole: Calendar; readonly calendar: Calendar },
  at: string | undefined,
): Folded {
  let refused: RefusedFact[] = []
  const unknown: RefusedFact[] = []
  const refusal = (index: number, code: FactRefusal) => {
    return { fact: raw[index], index, code, detail: factRefusals[code] }
  }
  const unread = (index: number, code: FactRefusal) => unknown.push(refusal(index, code))
  const meanwhile = sinceDelivery<ReadFact, number>()
  let state: ClockState | undefined

  function take(fact: ReadFact): void {
    const before = state
    const next = before ? advance(before, fact, rules, calendar) : first(fact, rules, whole)
    if (typeof next === 'string') refused.push(refusal(fact.index, next))
    else state = next
    const again = before && state && meanwhile(fact, before, state, refused.length)
    if (again === undefined) return
    refused = refused.slice(0, again.mark)
    for (const one of again.items) {
      state = asIfNothingLater(state as ClockState)
      take(one)
    }
    state = { ...(state as ClockState), last: fact }
  }

  for (const fact of inOrder(raw, unread)) {
    const why = unknownAt(fact, at)
    if (why) unread(fact.index, why)
    else take(fact)
  }
  return { state, refused: [...unknown, ...refused] }
}

function first(fact: ReadFact, rules: Rules, calendar: Calendar): ClockState | FactRefusal {
  return fact.type === 'received' ? begin(fact, rules, calendar) : 'not-received'
}
