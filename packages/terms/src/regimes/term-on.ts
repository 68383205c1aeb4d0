import type { LocalDate } from '@ventanilla/calendar'
import type { RegimeUnit } from './regime.ts'
import type { Rules } from './rules.ts'
import { versionOn } from './versions.ts'

/** How long a term is for what is received on a day. */
export interface WordedTerm {
  /** First day of the version that says so. */
  readonly from: LocalDate
  readonly amount: number
  readonly unit: RegimeUnit
  readonly article: string
}

/** What the rules say on a day; undefined where the regime wasn't in force. */
export function termOn({ regime, step, amount, unit }: Rules, day: LocalDate): WordedTerm | undefined {
  const version = versionOn(regime.versions, day)
  if (version === undefined) return undefined
  const worded = step ?? version
  return {
    ...{ from: version.from, article: worded.article },
    ...{ amount: amount ?? worded.amount, unit: unit ?? worded.unit },
  }
}
