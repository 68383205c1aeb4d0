import type { RegimeUnit } from './regime.ts'
import type { DayRule, Rules } from './rules.ts'

/** A term as a procedure words it. */
export interface AgreedTerm {
  readonly regime: string
  readonly amount: number
  readonly unit: RegimeUnit
  /** The article or the section that sets it. */
  readonly article: string
  readonly pauseDay: DayRule
  readonly resumeDay: DayRule
  /** The most that may be added, in its unit; 0 when it can't be extended. */
  readonly longestExtension: number
}

/**
 * The rules of a term that no regime of the registry sets: the answer counts when it is given, days left are resumed,
 * and what was told of the case counts as it was told.
 */
export function agreedRules(term: AgreedTerm): Rules {
  const { regime: name, amount, unit, article, pauseDay, resumeDay, longestExtension } = term
  const versions = [{ from: '0001-01-01', amount, unit, article }]
  const start = 'following-day'
  return {
    regime: { ...{ name, title: name, versions, start, told: true }, settled: true, source: article },
    ...{ countsWhen: 'sent', start, pauseDay, resumeDay, completion: 'resume', reopening: 'remaining-days' },
    extensionLimit: longestExtension,
    ...{ reception: allDay, exception: { before: allDay.to, late: 'ordinary' }, hours: allDay },
  }
}

/** Of a term in days no hour decides anything. */
const allDay = { from: '00:00', to: '23:59', set: true }
