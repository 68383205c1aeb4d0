import { type Move, movesOf } from '../checks/moves.ts'
import { isForKind } from '../rules/moves.ts'
import { spread } from '../rules/spread.ts'
import type { ProcedureSource } from '../schema/procedure.ts'
import type { Said } from '../yaml/yaml-text.ts'
import type { WarningCode } from './codes.ts'

/** The engine makes no move at once that would bring a case back to where it has just been: it rests before. */
export function endlessMoves(procedure: ProcedureSource): Said<WarningCode>[] {
  const { transitions, kinds } = procedure
  const atOnce = movesOf(procedure).filter(({ index }) => {
    const made = transitions[index]
    return made?.by === 'system' && made.after === undefined
  })
  const taken = kinds.map(({ id }) => firstOfEach(atOnce.filter((move) => isForKind(move, id))))
  return atOnce.flatMap((move): Said<WarningCode>[] => {
    const turns = taken.some((moves) => moves.includes(move) && spread([move.to], moves).has(move.from))
    if (!turns) return []
    const detail = `Lo que el sistema hace enseguida volvería a «${move.from}»: la vuelta no se completa`
    return [{ code: 'endless-moves', path: move.fromPath, detail }]
  })
}

/** Of what a state would do at once, the first in the file is done. */
function firstOfEach(moves: readonly Move[]): Move[] {
  return moves.filter((move, at) => moves.findIndex(({ from }) => from === move.from) === at)
}
