import type { Certificate } from '../certificate.ts'
import { asCounted } from './counted.ts'
import { daysInOrder, kindsOfDays } from './days.ts'
import { factsInOrder, pausesFit, stateFits } from './standing.ts'
import { dueFollows, runningTotals, termRuns } from './sums.ts'

const rules = [
  ...[daysInOrder, pausesFit, kindsOfDays, runningTotals, termRuns, dueFollows, stateFits, factsInOrder],
] as const

/** One thing that was looked at, and what was found. */
export interface Finding {
  readonly code: 'shape' | 'signature' | 'key' | (typeof rules)[number]['code']
  readonly holds: boolean
  /** Spanish, a piece of a sentence. */
  readonly detail: string
}

/**
 * Counts a term again from what its certificate states, with nothing of the program that counted it first: a walk over
 * the days, and the sums. It finds what no signature can: a sum that was wrong when it was signed.
 */
export function recount(certificate: Certificate): readonly Finding[] {
  const counted = asCounted(certificate)
  return rules.map(({ code, holds, fault }) => {
    const found = fault(counted)
    return { code, holds: found === undefined, detail: found ?? holds }
  })
}
