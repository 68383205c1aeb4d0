import type { Problem } from '../problem.ts'
import type { ProcedureSource } from '../schema/procedure.ts'
import { movesOf } from './moves.ts'

/** Every state can be reached, and from every one a case can come to an end. */
export function graphProblems(procedure: ProcedureSource): Problem[] {
  const moves = movesOf(procedure)
  const finals = procedure.states.filter((state) => state.final).map((state) => state.id)
  const reached = spread([procedure.initial], moves)
  const ending = spread(
    finals,
    moves.map(({ from, to }) => ({ from: to, to: from })),
  )
  const hasExit = new Set(moves.map((move) => move.from))

  return procedure.states.flatMap(({ id, final }, at): Problem[] => {
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
}

/** The states that moves lead to from these, themselves among them. */
export function spread(
  start: readonly string[],
  moves: readonly { from: string; to: string }[],
): Set<string> {
  const reached = new Set(start)
  // A Set being walked also walks what is added to it on the way: it is its own queue.
  for (const state of reached) {
    for (const { from, to } of moves) if (from === state) reached.add(to)
  }
  return reached
}
