import type { Calendar } from '@ventanilla/calendar'
import type { Rules } from '../regimes/rules.ts'
import { versionOn } from '../regimes/versions.ts'
import { completionEnd, requireUntil } from './completion.ts'
import { countOf } from './count.ts'
import { grant, granted } from './extension.ts'
import type { ReadFact } from './fact.ts'
import { breach } from './judge.ts'
import { receptionOf } from './reception.ts'
import type { FactRefusal } from './refusals.ts'
import { type ClockState, type Ending, type Interval, openInterval } from './state.ts'
import { stillRuns } from './still-runs.ts'

export type Advance = ClockState | FactRefusal

/** The state that the reception begins. */
export function begin(fact: ReadFact, rules: Rules, calendar: Calendar): Advance {
  if (versionOn(rules.regime.versions, fact.day) === undefined) return 'regime-not-in-force'
  const { day, ordinary } = receptionOf(fact, rules, calendar)
  const base = { day, instant: fact.instant, anew: false }
  return { received: fact, filed: day, base, ordinary, intervals: [], extensions: [], last: fact }
}

/**
 * What one fact makes of a term, or why it makes nothing of it.
 *
 *   running ──paused, requirement-sent──► paused ──resumed, completed──► running
 *   running, paused ──answered and delivered──► met      a bounce takes the delivery back
 *   running, paused ──withdrawn, transferred──► cancelled
 *   met, cancelled ──reopened──► running                 in one of three ways
 *
 * An interim answer changes nothing, whatever it says (Ley 1755/2015 art. 13: resolution on the substance).
 */
export function advance(state: ClockState, fact: ReadFact, rules: Rules, calendar: Calendar): Advance {
  if (fact.type === 'received') return 'already-received'
  if (!rules.regime.told) {
    if (fact.instant < state.received.instant) return 'before-received'
    if (fact.instant < state.last.instant) return 'fact-out-of-order'
  }
  return step({ ...state, last: fact }, fact, rules, calendar)
}

function step(state: ClockState, fact: ReadFact, rules: Rules, calendar: Calendar): Advance {
  switch (fact.type) {
    case 'received':
      return 'already-received'
    case 'interim-answer':
      return state.ending ? 'clock-ended' : state
    case 'paused':
      return state.ending ? 'clock-ended' : paused(state, fact, rules, calendar)
    case 'resumed':
      return resumed(state, fact)
    case 'requirement-sent':
      return state.ending ? 'clock-ended' : required(state, fact, rules, calendar)
    case 'completed':
      return completed(state, fact, rules)
    case 'extended':
      if (rules.regime.told) return granted(state, fact)
      return state.ending ? 'clock-ended' : grant(state, fact, rules, calendar)
    case 'answered':
      return answered(state, fact, rules)
    case 'delivered':
      return delivered(state, fact, rules)
    case 'bounced':
      return bounced(state, fact, rules)
    case 'transferred':
      return state.ending ? 'clock-ended' : ended(state, fact, 'cancelled', rules)
    case 'withdrawn':
      return state.ending ? 'clock-ended' : withdrawn(state, fact, rules, calendar)
    case 'reopened':
      return reopened(state, fact, rules, calendar)
  }
}

function paused(state: ClockState, fact: ReadFact, rules: Rules, calendar: Calendar): Advance {
  if (openInterval(state)) return 'already-paused'
  const running = rules.regime.told ? state : stillRuns(state, fact.instant, rules, calendar)
  if (running === undefined) return 'pause-after-due'
  return stop(running, fact, fact.reason ?? 'sin motivo registrado', fact.basis)
}

function stop(state: ClockState, from: ReadFact, reason: string, basis?: string): ClockState {
  const interval: Interval = { from, reason, ...(basis !== undefined && { basis }) }
  return { ...state, intervals: [...state.intervals, interval] }
}

function resumed(state: ClockState, fact: ReadFact): Advance {
  if (!openInterval(state)) return state.ending ? 'clock-ended' : 'resumed-without-pause'
  return state.requirement ? 'resumed-without-completion' : goOn(state, fact)
}

/** The interval that lasts ends with the fact. */
function goOn(state: ClockState, to: ReadFact): ClockState {
  const open = openInterval(state)
  return open === undefined ? state : { ...state, intervals: state.intervals.with(-1, { ...open, to }) }
}

function required(state: ClockState, fact: ReadFact, rules: Rules, calendar: Calendar): Advance {
  const rule = rules.regime.completion
  if (rule === undefined) return 'requirement-not-in-regime'
  if (openInterval(state)) return 'already-paused'
  const understandable = fact.why !== 'not-understandable'
  const until = understandable ? requireUntil(state, rule, calendar) : undefined
  if (until !== undefined && fact.day > until) return 'requirement-late'
  const running = stillRuns(state, fact.instant, rules, calendar)
  if (running === undefined) return 'pause-after-due'
  const why = understandable ? 'se requirió completar la petición' : 'se devolvió para que se aclare'
  const article = understandable ? rule.article : 'Ley 1755/2015 art. 19'
  const reason = fact.reason === undefined ? why : `${why}: ${fact.reason}`
  const stopped = stop(running, fact, reason, fact.basis ?? article)
  return { ...stopped, requirement: { fact, understandable, again: false } }
}

function completed(state: ClockState, fact: ReadFact, rules: Rules): Advance {
  if (state.requirement === undefined) return state.ending ? 'clock-ended' : 'completed-without-requirement'
  const { requirement: _, ...rest } = state
  return rules.completion === 'restart' ? anew(rest, fact, rules) : goOn(rest, fact)
}

/** A new term hangs from the day of the fact, without what the first one had gathered. */
function anew({ runsUntil: _, ...state }: ClockState, fact: ReadFact, { regime }: Rules): ClockState {
  const base = { day: fact.day, instant: fact.instant, anew: true }
  // Told in any order, what was granted after is its own.
  const extensions = regime.told ? state.extensions.filter((one) => one.fact.instant >= fact.instant) : []
  return { ...state, base, intervals: [], extensions }
}

function ended(state: ClockState, fact: ReadFact, is: Ending['is'], { regime }: Rules): ClockState {
  const stood = openInterval(state)
  const { requirement, ...rest } = goOn(state, fact)
  // A case that was withdrawn or transferred owes nothing from then on: no later answer makes it late.
  const after = regime.told ? undefined : state.ending
  if (after) return { ...rest, ending: { ...after, is, fact, after } }
  const stopped = stood && stood.from.instant < fact.instant ? stood.from : fact
  const ending = { is, fact, judgedAt: stopped.instant, judgedOn: stopped.day }
  return { ...rest, ending: requirement === undefined ? ending : { ...ending, requirement } }
}

function answered(state: ClockState, fact: ReadFact, rules: Rules): Advance {
  if (state.ending?.is === 'met') return 'clock-ended'
  // An answer is an answer, however its case had ended.
  const told = { ...state, answer: fact }
  return rules.countsWhen === 'sent' ? ended(told, fact, 'met', rules) : told
}

function delivered(state: ClockState, fact: ReadFact, rules: Rules): Advance {
  if (state.answer === undefined) return state.ending ? 'clock-ended' : 'delivered-without-answer'
  if (rules.countsWhen === 'sent') return state
  if (fact.instant === state.takenBack?.instant) return 'delivered-without-answer'
  return state.ending?.is === 'met' ? 'clock-ended' : ended(state, fact, 'met', rules)
}

/** What bounces wasn't delivered, also when a server had first said that it was. */
function bounced(state: ClockState, _fact: ReadFact, { countsWhen }: Rules): Advance {
  if (state.answer === undefined) return state.ending ? 'clock-ended' : 'bounced-without-answer'
  if (countsWhen === 'sent' || state.ending?.fact.type !== 'delivered') return state
  const { ending, ...rest } = state
  const open = { ...rest, takenBack: ending.fact }
  if (ending.after) return { ...open, ending: ending.after }
  // The pause that the delivery ended lasts again.
  const intervals = open.intervals.map((interval) => {
    if (interval.to !== ending.fact) return interval
    const { to: _to, ...lasting } = interval
    return lasting
  })
  const { requirement } = ending
  return { ...open, intervals, ...(requirement && { requirement }) }
}

function withdrawn(state: ClockState, fact: ReadFact, rules: Rules, calendar: Calendar): Advance {
  if (fact.tacit !== true) return ended(state, fact, 'cancelled', rules)
  const { requirement } = state
  const rule = rules.regime.completion
  if (requirement === undefined || rule === undefined) return 'withdrawal-without-requirement'
  if (fact.day <= completionEnd(requirement, rule, calendar)) return 'withdrawal-too-early'
  if (!rule.lapses && !fact.reason?.trim()) return 'withdrawal-without-reason'
  return ended(state, fact, 'cancelled', rules)
}

function reopened(state: ClockState, fact: ReadFact, rules: Rules, calendar: Calendar): Advance {
  const { ending, answer: _, runsUntil: _counted, ...rest } = state
  if (ending === undefined) return 'reopened-while-open'
  const closing = { from: (ending.after ?? ending).fact, to: fact }
  const open = { ...rest, reopened: fact, closings: [...(state.closings ?? []), closing] }
  const how = fact.how ?? rules.reopening
  if (how === 'new-term') return anew(withLapse(open, state, fact, rules, calendar), fact, rules)
  if (how === 'original-due') return open
  const why = 'caso terminado, que después se reabrió'
  const reason = fact.reason === undefined ? why : `${why}: ${fact.reason}`
  return { ...open, intervals: [...open.intervals, { ...closing, reason }] }
}

/** The term that a new one follows may have passed unanswered; that it is forgotten undoes nothing. */
function withLapse(
  open: ClockState,
  before: ClockState,
  { instant }: ReadFact,
  rules: Rules,
  calendar: Calendar,
): ClockState {
  const count = countOf(before, rules, calendar)
  const { due } = count
  const endsAt = breach(before, count, instant)
  if (endsAt === null || due === undefined) return open
  return { ...open, lapsed: [...(open.lapsed ?? []), { due, endsAt }] }
}
