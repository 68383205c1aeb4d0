import type { Procedure } from '@ventanilla/procedures'
import type { Heard } from '../domain/case-clocks.ts'
import type { CaseFact } from '../domain/facts.ts'

/** The clock of an agreement between areas: the ending of the request is its fulfilment. */
const agreement = 'ans'

/** Endings that answer nobody. */
const unanswered: readonly (string | undefined)[] = ['annul', 'withdraw', 'transfer']

/**
 * What was heard of a case, for one of its clocks; undefined when it says nothing to it. The answer stops every
 * clock. A move counts by what its new state does to the term; one between states that do the same is none, which is
 * known only with the definition of the procedure: without it the fact is kept, and changes nothing.
 */
export function caseFact(
  heard: Heard,
  clock: string,
  procedure: Procedure | undefined,
): CaseFact | undefined {
  const { order, on } = heard
  if (heard.what === 'answered')
    return { order, on, reason: 'Respuesta de fondo', effect: 'ends', answered: true }
  const { reason, clock: effect, from, reopens } = heard
  if (procedure?.states.find(({ id }) => id === from)?.clock === effect) return undefined
  if (effect === 'stops') return { order, on, reason, effect }
  if (effect === 'runs') return { order, on, reason, effect, ...(reopens !== undefined && { reopens }) }
  const action = actionOf(heard, procedure)
  // The answer has a fact of its own, which comes with the move.
  if (action === 'answer') return undefined
  return { order, on, reason, effect, answered: clock === agreement && !unanswered.includes(action) }
}

function actionOf({ transition }: Heard & { what: 'moved' }, procedure: Procedure | undefined) {
  return procedure?.transitions.find(({ id }) => id === transition)?.action
}
