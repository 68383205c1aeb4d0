import { addDays, type LocalDate } from '@ventanilla/calendar'
import type { Pause } from '@ventanilla/terms'
import type { CaseFact, ClockRules, Reopening } from './facts.ts'

/**
 * Where a term stands.
 *
 *   running ──stops──► paused            the days in between are not counted
 *   running ◄──runs─── paused
 *   running, paused ──ends, answered──► met
 *   running, paused ──ends──► cancelled  (annulled, withdrawn, transferred)
 *   cancelled ──ends, answered──► met    an answer is an answer, however its case had ended
 *   met, cancelled ──runs──► running     reopened, in one of three ways
 *
 * Anything else changes nothing: the first stop holds, the first answer counts, and what moves a case from one desk
 * to another is no matter of its term. An acknowledgement or an interim answer never gets here.
 */
export type Phase =
  | { readonly is: 'running' }
  | { readonly is: 'paused'; readonly since: LocalDate; readonly reason: string }
  | {
      readonly is: 'met' | 'cancelled'
      readonly on: LocalDate
      /** The day it is judged by: a term that stood still when its case ended had stopped before. */
      readonly stoodOn: LocalDate
      /** The first day that is not counted any more. */
      readonly from: LocalDate
      readonly reason: string
    }

export interface Term {
  readonly received: LocalDate
  /** The day on which this term began, if it isn't the first one. */
  readonly restartedOn?: LocalDate
  readonly pauses: readonly Pause[]
  readonly phase: Phase
}

/** The name of the fact that a change of phase is told by. */
export type Telling = 'ClockPaused' | 'ClockResumed' | 'ClockMet' | 'ClockCancelled'

export interface Step {
  readonly tells: Telling
  readonly term: Term
}

export function firstTerm(received: LocalDate): Term {
  return { received, pauses: [], phase: { is: 'running' } }
}

/** What one fact makes of a term: no step, one, or two when a case is opened again only to wait. */
export function advance(term: Term, fact: CaseFact, rules: ClockRules): readonly Step[] {
  const { phase } = term
  const ended = phase.is === 'met' || phase.is === 'cancelled'
  switch (fact.effect) {
    case 'runs':
      if (phase.is === 'paused') return [resumed(term, fact, rules)]
      return ended ? [reopened(term, fact, rules, fact.reopens)] : []
    case 'stops':
      if (phase.is === 'running') return [paused(term, fact, rules)]
      return ended ? waiting(reopened(term, fact, rules), fact, rules) : []
    case 'ends':
      if (!ended) return [over(term, fact, rules)]
      return phase.is === 'cancelled' && fact.answered ? [answeredAfterAll(term, fact)] : []
  }
}

function waiting(reopening: Step, fact: CaseFact, rules: ClockRules): readonly Step[] {
  return [reopening, paused(reopening.term, fact, rules)]
}

function paused(term: Term, { on, reason }: CaseFact, { pauseDay }: ClockRules): Step {
  const from = pauseDay === 'counts' ? addDays(on, 1) : on
  const pauses = [...term.pauses, { from, reason }]
  return { tells: 'ClockPaused', term: { ...term, pauses, phase: { is: 'paused', since: on, reason } } }
}

function resumed(term: Term, { on }: CaseFact, { resumeDay }: ClockRules): Step {
  const pauses = closed(term.pauses, resumeDay === 'counts' ? on : addDays(on, 1))
  return { tells: 'ClockResumed', term: { ...term, pauses, phase: { is: 'running' } } }
}

function over(term: Term, fact: CaseFact & { effect: 'ends' }, { pauseDay }: ClockRules): Step {
  const { on, reason, answered } = fact
  const { phase } = term
  const still = phase.is === 'paused'
  const ending = {
    ...{ on, reason },
    stoodOn: still && phase.since < on ? phase.since : on,
    from: still || pauseDay === 'not-counted' ? on : addDays(on, 1),
  }
  const pauses = still ? closed(term.pauses, on) : term.pauses
  return answered
    ? { tells: 'ClockMet', term: { ...term, pauses, phase: { is: 'met', ...ending } } }
    : { tells: 'ClockCancelled', term: { ...term, pauses, phase: { is: 'cancelled', ...ending } } }
}

function answeredAfterAll(term: Term, { on, reason }: CaseFact): Step {
  return {
    tells: 'ClockMet',
    term: { ...term, phase: { is: 'met', on, reason, stoodOn: on, from: addDays(on, 1) } },
  }
}

/**
 * A case that had ended goes on. By default the days left are resumed, as after any other stop; the procedure may say
 * that the first due date stands (an answer that was none), or that a new term runs from the day of the reopening.
 */
function reopened(
  term: Term,
  { on, reason }: CaseFact,
  { resumeDay }: ClockRules,
  how: Reopening = 'remaining-days',
): Step {
  const phase: Phase = { is: 'running' }
  if (how === 'new-term')
    return { tells: 'ClockResumed', term: { received: on, restartedOn: on, pauses: [], phase } }
  if (how === 'original-due' || !('from' in term.phase))
    return { tells: 'ClockResumed', term: { ...term, phase } }
  const gap = { from: term.phase.from, reason: `caso terminado, que después se reabrió: ${reason}` }
  const pauses = closed([...term.pauses, gap], resumeDay === 'counts' ? on : addDays(on, 1))
  return { tells: 'ClockResumed', term: { ...term, pauses, phase } }
}

/** The last pause ends; on the day it began at the earliest, whatever day another system says. */
function closed(pauses: readonly Pause[], to: LocalDate): readonly Pause[] {
  return pauses.map((pause) => (pause.to === undefined ? { ...pause, to: later(to, pause.from) } : pause))
}

const later = (one: LocalDate, other: LocalDate): LocalDate => (one > other ? one : other)
