import type { GroupName } from './history.ts'
import type { LoadJudged } from './load.ts'
import { type Risk, rounded } from './risk.ts'

/** A risk with all that it rests on, as it is told: shares to four decimals. */
export interface RiskShown {
  value: number
  unit: string
  left: number
  history: {
    value: number
    groups: { group: GroupName; stillOpen: number; late: number; weight: number }[]
  }
  load: { -readonly [Key in keyof LoadJudged]: LoadJudged[Key] } | null
}

export function riskShown({ value, left, unit, history, load }: Risk): RiskShown {
  return {
    ...{ value, left, unit },
    history: {
      value: rounded(history.value),
      groups: history.groups.map((one) => ({ ...one, weight: rounded(one.weight) })),
    },
    load: load ? { ...load, value: rounded(load.value), pace: rounded(load.pace) } : null,
  }
}
