import { agreedRules, type Rules, regimeNamed, rulesOf as rulesUnder } from '@ventanilla/terms'
import type { ClockLaw, ClockStart } from './facts.ts'

/** What a clock is counted by: the law that its procedure names, or the term that it set when the case was born. */
export function rulesOf(start: ClockStart): Rules {
  const found = known.get(start)
  if (found) return found
  const rules = sharedRules(start)
  known.set(start, rules)
  return rules
}

// A start is read once and counted by several times; and millions of them say the same.
const known = new WeakMap<ClockStart, Rules>()
const shared = new Map<string, Rules>()
/** Far more than the kinds, with terms of their own, that entities have. */
const MOST_SHARED = 5_000

function sharedRules({ law, regime, amount, unit, source: article, rules }: ClockStart): Rules {
  const agreed = { regime, amount, unit, article, ...rules }
  const key = JSON.stringify(law ? [law.regime, law.parameters] : agreed)
  const found = shared.get(key)
  if (found) return found
  const made = law ? lawRules(law) : agreedRules(agreed)
  if (shared.size >= MOST_SHARED) shared.clear()
  shared.set(key, made)
  return made
}

/** @throws RangeError for a law that this program doesn't know, or not with these parameters */
export function lawRules({ regime: name, parameters }: Pick<ClockLaw, 'regime' | 'parameters'>): Rules {
  const regime = regimeNamed(name)
  const rules = regime && rulesUnder(regime, parameters)
  if (rules === undefined) throw new RangeError(`no regime ${name}`)
  if ('refused' in rules) throw new RangeError(`${name}: ${rules.refused} ${rules.field}`)
  return rules
}

/** Whether a message to the person may meet it: it is not known to have passed a mark before notification says so. */
export function waitsForLetters(start: ClockStart): boolean {
  if (start.declared) return start.declared.byLetter === true
  return start.law !== undefined && rulesOf(start).countsWhen === 'delivered'
}
