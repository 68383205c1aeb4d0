import type { Problem } from '../problem.ts'
import { isForKind } from '../rules/moves.ts'
import { spread } from '../rules/spread.ts'
import type { ProcedureSource } from '../schema/procedure.ts'
import { type Move, movesOf } from './moves.ts'

/** Every state can be reached, and from every one a case can come to an end. */
export function graphProblems(procedure: ProcedureSource): Problem[] {
  const moves = movesOf(procedure)
  const finals = procedure.states.filter((state) => state.final).map((state) => state.id)
  const reached = new Set(procedure.kinds.flatMap(({ id }) => [...reachedBy(id, procedure, moves)]))
  const ending = spread(
    finals,
    moves.map(({ from, to }) => ({ from: to, to: from })),
  )
  const hasExit = new Set(moves.map((move) => move.from))

  const ofAll = procedure.states.flatMap(({ id, final }, at): Problem[] => {
    const path = ['states', at, 'id']
    const problems: Problem[] = []
    if (!reached.has(id)) {
      const detail = `A «${id}» no se llega desde «${procedure.initial}»`
      problems.push({ code: 'unreachable-state', path, detail })
    }
    if (!final && !hasExit.has(id)) {
      problems.push({ code: 'dead-end', path, detail: `De «${id}» no se sale, y no es un estado final` })
    } else if (!ending.has(id)) {
      problems.push({
        code: 'no-way-to-end',
        path,
        detail: `Desde «${id}» no se llega a ningún estado final`,
      })
    }
    return problems
  })
  return ofAll.length > 0 ? ofAll : stuckKinds(procedure, moves)
}

/** Where all can go on, cases of a kind may not, if the moves from there are for others. */
function stuckKinds(procedure: ProcedureSource, moves: readonly Move[]): Problem[] {
  const finals = procedure.states.filter((state) => state.final).map((state) => state.id)
  return procedure.states.flatMap(({ id: state }, at): Problem[] => {
    const stuck = procedure.kinds.find(({ id }) => {
      const backwards = moves
        .filter((move) => isForKind(move, id))
        .map(({ from, to }) => ({ from: to, to: from }))
      return reachedBy(id, procedure, moves).has(state) && !spread(finals, backwards).has(state)
    })
    if (stuck === undefined) return []
    const detail = `Un caso de «${stuck.id}» no llega desde «${state}» a ningún estado final`
    return [{ code: 'no-way-to-end', path: ['states', at, 'id'], detail }]
  })
}

function reachedBy(kind: string, { initial }: ProcedureSource, moves: readonly Move[]): Set<string> {
  return spread(
    [initial],
    moves.filter((move) => isForKind(move, kind)),
  )
}
