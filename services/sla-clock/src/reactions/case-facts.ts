import { bogotaDate } from '@ventanilla/calendar'
import type { Procedure, Transition } from '@ventanilla/procedures'
import { type Heard, isLetter } from '../domain/case-clocks.ts'
import type { CaseFact, ClockStart } from '../domain/facts.ts'

/** The clock of an agreement between areas: the ending of the request is its fulfilment. */
const agreement = 'ans'

/** Endings that answer nobody. */
const unanswered: readonly (string | undefined)[] = ['annul', 'withdraw', 'transfer']

/**
 * What was heard of a case, for one of its clocks; undefined when it says nothing to it. The answer stops every
 * clock. A move counts by what its new state does to the term; one between states that do the same is none, which is
 * known only with the definition of the procedure: without it the fact is kept, and changes nothing. What a law knows
 * besides (the instant, what is asked for, which letter carries an answer) is kept for a clock that a law counts.
 */
export function caseFact(
  heard: Heard,
  { clock, law }: Pick<ClockStart, 'clock' | 'law'>,
  procedure: Procedure | undefined,
): CaseFact | undefined {
  const { order, on } = heard
  const about = { order, on, ...(law && instantOf(heard)) }
  if (isLetter(heard)) {
    const { what: effect, letter } = heard
    return law && { ...about, from: 'notification', reason: reasons[effect], effect, letter }
  }
  // Neither is any matter of the term that a kind sets (Ley 1755/2015 art. 13).
  if (heard.what === 'acknowledged' || heard.what === 'assigned') return undefined
  if (heard.what === 'answered') {
    const letter = law && heard.letter !== undefined ? { letter: heard.letter } : {}
    return { ...about, reason: answerInWords, effect: 'ends', answered: true, ...letter }
  }
  const { reason, clock: effect, from, reopens } = heard
  if (procedure?.states.find(({ id }) => id === from)?.clock === effect) return undefined
  const again = reopens !== undefined && { reopens }
  if (effect === 'runs') return { ...about, reason, effect, ...again }
  const transition = procedure?.transitions.find(({ id }) => id === heard.transition)
  if (effect === 'stops') {
    const asks = law && transition?.asks
    return { ...about, reason, effect, ...(asks && { asks }), ...(law && again) }
  }
  const action = transition?.action
  // The answer has a fact of its own, which comes with the move.
  if (action === 'answer') return undefined
  const answered = clock === agreement && !unanswered.includes(action)
  return { ...about, reason, effect, answered, ...(law && howItEnds(transition)) }
}

/** What another system dates into the future is told before it happens: of that only the day is known. */
export function instantOf({ on, at }: Heard): { at?: string } {
  return bogotaDate(at) === on ? { at } : {}
}

export const answerInWords = 'Respuesta de fondo'

const reasons = {
  delivered: 'El servidor de quien recibe aceptó la respuesta',
  bounced: 'La respuesta no se pudo entregar',
} as const

/** An end that the law knows by name. */
function howItEnds(transition: Transition | undefined): { how?: 'transferred' | 'withdrawn-tacitly' } {
  if (transition?.action === 'transfer') return { how: 'transferred' }
  return transition?.tacit ? { how: 'withdrawn-tacitly' } : {}
}
