import { agreedRules, type Rules } from '@ventanilla/terms'
import type { ClockStart } from './facts.ts'

/** What a clock is counted by: the term that its procedure set when its case was born. */
export function rulesOf(start: ClockStart): Rules {
  const found = known.get(start)
  if (found) return found
  const { regime, amount, unit, source: article, rules } = start
  const made = agreedRules({ regime, amount, unit, article, ...rules })
  known.set(start, made)
  return made
}

// A start is read once and counted by several times.
const known = new WeakMap<ClockStart, Rules>()
