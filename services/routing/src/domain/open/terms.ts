import type { LocalDate } from '@ventanilla/calendar'
import { type Kind, type Procedure, rungDay, type Term } from '@ventanilla/procedures'
import type { CaseOpened } from '../events.ts'

type PublicTerm = CaseOpened['data']['terms'][number]

/** What each family calls its term. */
const clocks: Record<string, string> = { pqrsd: 'legal', publication: 'ans' }

/** The term that another system gave a filing, in place of its kind's. */
export interface GivenTerm extends Term {
  by?: string
}

/** The terms that run on a case, with their marks as days left. The end is none: the clock knows it by itself. */
export function termsOf(
  procedure: Procedure,
  kind: Kind,
  received: LocalDate,
  given?: GivenTerm,
): PublicTerm[] {
  const { amount, unit } = given ?? kind.term
  const { pauseDay, resumeDay } = procedure.clock
  const ladder = procedure.ladder
    .map((rung) => ({ id: rung.id, remaining: amount - rungDay(rung, amount) }))
    .filter(({ remaining }) => remaining > 0)
  const source = given ? `Plazo dado por ${given.by ?? 'quien radicó'}` : kind.article
  const clock = clocks[procedure.family] ?? procedure.family
  return [{ clock, regime: kind.regime, amount, unit, received, source, ladder, pauseDay, resumeDay }]
}
