import { bogotaDate } from '@ventanilla/calendar'
import { type Kind, type Rung, rungsOf } from '@ventanilla/procedures'
import { termOn, type WordedTerm } from '@ventanilla/terms'
import type { ClockStart } from '../domain/facts.ts'
import { lawRules } from '../domain/rules.ts'

/**
 * A clock that its kind's law counts: how long the term is, its article and how far it may be extended are those of
 * the day of reception, and rungs fall on it as on any term. A term that another system gave the case stays given. One
 * that came before the law was in force keeps the term that was told, and is refused when it is to begin.
 */
export function underLaw(
  start: ClockStart,
  { law, term }: Kind,
  ladder: readonly Rung[],
  receivedAt: string,
): ClockStart {
  if (law === undefined) return start
  const rules = lawRules({ regime: law.regime, parameters: law.set })
  const worded = termOn(rules, bogotaDate(receivedAt))
  const version = worded?.from ?? start.received
  const given = start.amount !== term.amount || start.unit !== term.unit
  const told = { amount: start.amount, unit: start.unit, source: start.source }
  const own = given || !worded ? told : wordsOf(worded)
  const { pauseDay, resumeDay, extensionLimit: limit } = rules
  return {
    ...{ ...start, ...own },
    ladder: rungsOf(ladder, own, start.received),
    rules: { pauseDay, resumeDay, longestExtension: limit === 'double' ? own.amount : limit },
    law: {
      ...{ regime: law.regime, version, receivedAt },
      parameters: given
        ? { ...law.set, 'term.amount': String(told.amount), 'term.unit': told.unit }
        : law.set,
    },
  }
}

function wordsOf({ amount, unit, article }: WordedTerm): Pick<ClockStart, 'amount' | 'unit' | 'source'> {
  return { amount, unit, source: article }
}
