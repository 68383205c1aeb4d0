import type { Problem } from '../problem.ts'
import { isForKind } from '../rules/moves.ts'
import { spread } from '../rules/spread.ts'
import type { DeclaredClock } from '../schema/clocks.ts'
import type { ProcedureSource } from '../schema/procedure.ts'
import { movesOf } from './moves.ts'

/**
 * A clock that nothing can fulfil from where it starts breaches in every case, whatever anybody does: that is a mistake
 * in what it names. What another system records may leave the flow; nobody writes a clock for that.
 */
export function neverMetProblems(procedure: ProcedureSource): Problem[] {
  return procedure.clocks.flatMap((clock, at): Problem[] => {
    const kind = procedure.kinds.find(
      ({ id }) => isForKind(clock, id) && !clock.meets.some((one) => mayHappen(one, clock, procedure, id)),
    )
    if (kind === undefined) return []
    const detail = `En un caso de «${kind.id}», nada de lo que lo cumple puede pasar después de donde empieza`
    return [{ code: 'clock-never-met', path: ['clocks', at, 'meets'], detail }]
  })
}

type Fulfilment = DeclaredClock['meets'][number]

function mayHappen(
  one: Fulfilment,
  { starts }: DeclaredClock,
  procedure: ProcedureSource,
  kind: string,
): boolean {
  const moves = movesOf(procedure).filter((move) => isForKind(move, kind))
  const state = typeof starts === 'object' && 'state' in starts ? starts.state : undefined
  if (one === 'acknowledgement') return true
  // A clock that never starts for this kind is met as it is.
  if (state !== undefined && !spread([procedure.initial], moves).has(state)) return true
  if (one === 'leaving')
    return state === undefined || moves.some(({ from, to }) => from === state && to !== from)
  const after = spread([state ?? procedure.initial], moves)
  const fulfils = procedure.transitions.map(({ id, action }) =>
    one === 'answer' ? action === 'answer' : id === one.move,
  )
  // One that doesn't exist is a problem of its own.
  if (one !== 'answer' && !fulfils.includes(true)) return true
  return moves.some(({ from, index }) => fulfils[index] && after.has(from))
}
