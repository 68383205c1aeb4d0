import type { Procedure } from '../schema/procedure.ts'
import { isForKind } from './moves.ts'
import { spread } from './spread.ts'

/** Whether a case of this kind can come to an end from where it stands. */
export function canEnd(
  { states, transitions }: Pick<Procedure, 'states' | 'transitions'>,
  { state, kind }: { state: string; kind: string },
): boolean {
  const reached = spread(
    [state],
    transitions.filter((move) => isForKind(move, kind)),
  )
  return states.some(({ id, final }) => final === true && reached.has(id))
}
