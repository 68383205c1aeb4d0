import { listOf } from '../rules/list-of.ts'
import type { Transition } from '../schema/flow.ts'
import type { Procedure } from '../schema/procedure.ts'

/** Moves that share their states and who makes them: one arrow, or one that several states run into. */
export interface Arrow {
  readonly from: readonly string[]
  readonly to: string
  readonly bySystem: boolean
  /** The moves on it, one for each reason. */
  readonly moves: readonly Transition[]
}

/**
 * A move that is written once for six states is told once: drawn six times, its reason would bury the diagram. The
 * order is that of the file, so that the same definition gives the same picture.
 */
export function arrowsOf({ transitions }: Pick<Procedure, 'transitions'>): Arrow[] {
  const written = Map.groupBy(transitions, ({ to, reason, by, after, kinds }) =>
    JSON.stringify([to, reason, by, listOf(after), listOf(kinds)]),
  )
  const told = [...written.values()].flatMap((moves) => {
    const [first] = moves
    if (first === undefined) return []
    const { to, by } = first
    return [{ from: moves.map(({ from }) => from), to, bySystem: by === 'system', move: first }]
  })
  const together = Map.groupBy(told, ({ from, to, bySystem }) =>
    JSON.stringify([from.toSorted(), to, bySystem]),
  )
  return [...together.values()].flatMap((same) => {
    const [first] = same
    if (first === undefined) return []
    const { from, to, bySystem } = first
    return [{ from, to, bySystem, moves: same.map(({ move }) => move) }]
  })
}
