import { type CountingDeps, countedOnce } from '../counted-once.ts'
import { type Counted, type IndicatorsAsked, readIndicators } from './reader.ts'
import { indicators } from './registry.ts'

export type IndicatorsReader = (asked: IndicatorsAsked) => Promise<Counted>

/** Raised when `Counted` changes: replicas of two versions have one cache. */
const FORM = 1

/** Counted once while nothing happens, see `countedOnce`. */
export function cachedIndicators(deps: CountingDeps): IndicatorsReader {
  return countedOnce(deps, {
    name: 'indicators',
    depends: ({ from, to, by, today }) => [FORM, indicators, from ?? null, to ?? null, by ?? null, today],
    count: (asked) => readIndicators(deps.database, asked),
  })
}
