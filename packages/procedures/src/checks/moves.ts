import type { ProcedureSource } from '../schema/procedure.ts'

/** One pair of states of a written transition, and where it stands in the file. */
export interface Move {
  from: string
  to: string
  reason: string
  /** Absent: of whatever kind. */
  kinds?: readonly string[] | undefined
  /** Place of the transition in the file. */
  index: number
  /** Where its `from` is written: the list's item when there are several. */
  fromPath: (string | number)[]
}

export function movesOf({ transitions }: Pick<ProcedureSource, 'transitions'>): Move[] {
  return transitions.flatMap(({ from, to, reason, kinds }, index) => {
    const path = ['transitions', index, 'from']
    const states = typeof from === 'string' ? [{ from, fromPath: path }] : from.map(listed)
    return states.map((state) => ({ ...state, to: to ?? state.from, reason, kinds, index }))

    function listed(state: string, item: number) {
      return { from: state, fromPath: [...path, item] }
    }
  })
}
