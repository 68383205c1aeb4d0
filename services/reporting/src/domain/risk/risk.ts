import { addDays, type LocalDate } from '@ventanilla/calendar'
import { type History, type HistoryJudged, judgeHistory, type Like } from './history.ts'
import { type AreaLoad, judgeLoad, type LoadJudged } from './load.ts'
import type { RiskParameters } from './parameters.ts'
import { BUSINESS_DAYS, type Ruler } from './ruler.ts'

/** What the risk of an open case follows from: cases that have all of it in common have one risk. */
export interface Judged extends Like {
  readonly unit: string
  /** The area that has it to do; empty while none has. */
  readonly area: string
  readonly due: LocalDate
}

/** What is known on a day of the cases of an entity. */
export interface Ground {
  readonly history: History
  readonly loads: ReadonlyMap<string, AreaLoad>
}

export interface Risk {
  /** From 0 to 1, to four decimals: those that are told apart by less come in the order of their due dates. */
  readonly value: number
  readonly unit: string
  /** Counted days after today until the due date, in the unit of its term. */
  readonly left: number
  readonly history: HistoryJudged
  /** None while no area has the case. */
  readonly load: LoadJudged | undefined
}

const NOTHING: AreaLoad = { ended: 0, days: 0, queue: [] }

/**
 * How likely it is that an open case misses its term, its due date not being past. It has to come through both: what
 * made cases like it late, and the queue of its area, as if the one had nothing to do with the other (a noisy OR:
 * Pearl, "Probabilistic Reasoning in Intelligent Systems", 1988, 4.3.2). So neither can lower what the other says.
 */
export function judgeRisk(
  one: Judged,
  { history, loads }: Ground,
  { today, ruler, parameters }: { today: LocalDate; ruler: Ruler; parameters: RiskParameters },
): Risk {
  const left = ruler.daysAfter(one.unit, today, one.due)
  const went = judgeHistory(history, one, left, parameters)
  const load =
    one.area === ''
      ? undefined
      : judgeLoad(loads.get(one.area) ?? NOTHING, one.due, daysToWork(ruler, today, one.due))
  const value = 1 - (1 - went.value) * (1 - (load?.value ?? 0))
  return { value: rounded(value), unit: one.unit, left, history: went, load }
}

/** Today is one of them when it is a business day: it isn't over. */
function daysToWork(ruler: Ruler, today: LocalDate, due: LocalDate): number {
  return ruler.daysAfter(BUSINESS_DAYS, addDays(today, -1), due)
}

export function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000
}
