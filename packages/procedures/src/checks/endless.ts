import type { Problem } from '../problem.ts'
import { isForKind } from '../rules/moves.ts'
import { spread } from '../rules/spread.ts'
import type { ProcedureSource } from '../schema/procedure.ts'
import { movesOf } from './moves.ts'

/** What the engine makes at once comes to a state where a case waits for somebody, or for a day. */
export function endlessProblems(procedure: ProcedureSource): Problem[] {
  const { transitions, kinds } = procedure
  const atOnce = movesOf(procedure).filter(({ index }) => {
    const made = transitions[index]
    return made?.by === 'system' && made.after === undefined
  })
  return atOnce.flatMap((move): Problem[] => {
    const turns = kinds.some(({ id }) => {
      const ofKind = atOnce.filter((other) => isForKind(other, id))
      return isForKind(move, id) && spread([move.to], ofKind).has(move.from)
    })
    if (!turns) return []
    const detail = `El sistema volvería enseguida a «${move.from}», y así sin fin`
    return [{ code: 'endless-moves', path: move.fromPath, detail }]
  })
}
