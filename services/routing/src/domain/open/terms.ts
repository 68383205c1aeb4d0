import type { LocalDate } from '@ventanilla/calendar'
import { type Kind, ownClock, type Procedure, rungsOf, type Term } from '@ventanilla/procedures'
import type { CaseOpened } from '../events.ts'

type PublicTerm = CaseOpened['data']['terms'][number]

/** The term that another system gave a filing, in place of its kind's. */
export interface GivenTerm extends Term {
  by?: string
}

/**
 * The term that runs on a case from its opening, with its marks as days left. Clocks that the procedure declares beside
 * it are no matter of routing: who counts them has the same definition, and hears what starts and meets each.
 */
export function termsOf(
  procedure: Procedure,
  kind: Kind,
  received: LocalDate,
  given?: GivenTerm,
): PublicTerm[] {
  const { amount, unit } = given ?? kind.term
  const { pauseDay, resumeDay } = procedure.clock
  const ladder = rungsOf(procedure.ladder, { amount, unit }, received)
  const source = given ? `Plazo dado por ${given.by ?? 'quien radicó'}` : kind.article
  const clock = ownClock(procedure)
  return [{ clock, regime: kind.regime, amount, unit, received, source, ladder, pauseDay, resumeDay }]
}
