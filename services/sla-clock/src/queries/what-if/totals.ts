import type { JudgedState } from '../../domain/judge.ts'
import type { Change } from './change.ts'

/** How many terms go from one state to another. */
export interface StateChange {
  readonly from: JudgedState
  readonly to: JudgedState
  readonly clocks: number
}

export interface Totals {
  /** That were looked at. */
  readonly cases: number
  readonly clocks: number
  readonly changedCases: number
  readonly changedClocks: number
  readonly dueLater: number
  readonly dueEarlier: number
  /** Met in time and then late, or the other way round. */
  readonly nowLate: number
  readonly nowInTime: number
  readonly states: readonly StateChange[]
}

/** @param looked how many cases and clocks were looked at, changed or not */
export function totalsOf(changes: readonly Change[], looked: { cases: number; clocks: number }): Totals {
  const count = (which: (change: Change) => boolean) => changes.filter(which).length
  return {
    ...looked,
    changedCases: new Set(changes.map(({ caseId }) => caseId)).size,
    changedClocks: changes.length,
    dueLater: count(({ before, after }) => moves(before.due, after.due) > 0),
    dueEarlier: count(({ before, after }) => moves(before.due, after.due) < 0),
    nowLate: count(({ before, after }) => before.late === false && after.late === true),
    nowInTime: count(({ before, after }) => before.late === true && after.late === false),
    states: statesOf(changes),
  }
}

function moves(before: string | null, after: string | null): number {
  if (before === null || after === null || before === after) return 0
  return after > before ? 1 : -1
}

function statesOf(changes: readonly Change[]): StateChange[] {
  const turned = changes.filter(({ before, after }) => before.state !== after.state)
  const groups = Map.groupBy(turned, ({ before, after }) => `${before.state} ${after.state}`)
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    return first ? [{ from: first.before.state, to: first.after.state, clocks: group.length }] : []
  })
}
