import { DAY } from './business-time.ts'
import { casesADay, type Period } from './capacity.ts'
import type { AreaReplayed, Replayed } from './replay.ts'
import { STATES, type Standing, type State } from './standing.ts'

/** A case of the period, as it went and as it would have gone. */
export interface Line {
  readonly before: Standing
  readonly after: Standing
  /** Business days; undefined when one of the two has no end. */
  readonly movedBy: number | undefined
}

export interface Counted {
  readonly cases: number
  /** End on another day, or in another state. */
  readonly changed: number
  readonly earlier: number
  readonly later: number
  /** Were late or overdue, and would have been answered in time; and the other way round. */
  readonly nowInTime: number
  readonly nowLate: number
  readonly states: readonly { readonly from: State; readonly to: State; readonly cases: number }[]
}

export function countLines(lines: Iterable<Line>): Counted {
  const count = { cases: 0, changed: 0, earlier: 0, later: 0, nowInTime: 0, nowLate: 0 }
  const turned = new Map<string, number>()
  for (const { before, after, movedBy = 0 } of lines) {
    count.cases++
    if (before.state !== after.state) {
      const key = `${before.state} ${after.state}`
      turned.set(key, (turned.get(key) ?? 0) + 1)
    }
    if (before.state !== after.state || before.endedOn !== after.endedOn) count.changed++
    if (movedBy < 0) count.earlier++
    if (movedBy > 0) count.later++
    if (isMissed(before) && after.state === 'in-time') count.nowInTime++
    if (before.state === 'in-time' && after.state !== 'in-time') count.nowLate++
  }
  const states = STATES.flatMap((from) =>
    STATES.map((to) => ({ from, to, cases: turned.get(`${from} ${to}`) ?? 0 })),
  ).filter(({ cases }) => cases > 0)
  return { ...count, states }
}

const isMissed = ({ state }: Standing) => state === 'late' || state === 'overdue'

/** As it went, and as it would have gone. */
export interface Both {
  readonly before: number
  readonly after: number
}

export interface AreaTotals extends Counted {
  readonly area: string
  /** Cases a business day while it had work. */
  readonly pace: Both
  /** Stops that left in the period. */
  readonly left: Both
  /** Business days in the queue, of those, on average; null when none left. */
  readonly stay: { readonly before: number | null; readonly after: number | null }
  /** In the queue when the period was over. */
  readonly waiting: Both
}

export function areaTotals(
  area: string,
  { pace, rate }: AreaReplayed,
  stops: readonly Replayed[],
  period: Period,
  lines: Iterable<Line>,
): AreaTotals {
  const recorded = casesADay(pace)
  const before = throughput(stops, period, ({ enter, leave }) => [enter, leave])
  const after = throughput(stops, period, ({ enters, leaves }) => [enters, leaves])
  return {
    ...{ area, ...countLines(lines) },
    pace: { before: rounded(recorded), after: rounded((recorded * rate.after) / rate.before) },
    left: { before: before.left, after: after.left },
    stay: { before: before.stay, after: after.stay },
    waiting: { before: before.waiting, after: after.waiting },
  }
}

function throughput(
  stops: readonly Replayed[],
  { from, until }: Period,
  of: (stop: Replayed) => readonly [number, number | undefined],
) {
  let [left, stayed, waiting] = [0, 0, 0]
  for (const stop of stops) {
    const [enter, leave = Number.POSITIVE_INFINITY] = of(stop)
    if (enter < until && leave >= until) waiting++
    if (leave < from || leave >= until) continue
    left++
    stayed += leave - enter
  }
  return { left, waiting, stay: left === 0 ? null : rounded(stayed / left / DAY) }
}

const rounded = (value: number) => Math.round(value * 100) / 100
