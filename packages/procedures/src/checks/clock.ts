import type { Problem } from '../problem.ts'
import type { Action, State } from '../schema/flow.ts'
import type { ProcedureSource } from '../schema/procedure.ts'
import { movesOf } from './moves.ts'

const ending: readonly (Action | undefined)[] = ['answer', 'close', 'transfer', 'withdraw', 'annul']

/**
 * What moves do to the term. Only the answer on the substance (or what stands for it in law) ends it: an
 * acknowledgement or an interim answer has no state of its own that could (Ley 1755 art. 13: respuesta completa y de
 * fondo).
 */
export function clockProblems(procedure: ProcedureSource): Problem[] {
  const states = new Map(procedure.states.map((state) => [state.id, state]))
  const finals = procedure.states.flatMap((state, at): Problem[] => {
    if (!state.final || state.clock === 'ends') return []
    const detail = `«${state.id}» es final: su reloj debe estar terminado («ends»)`
    return [{ code: 'final-clock-runs', path: ['states', at, 'clock'], detail }]
  })
  const moves = movesOf(procedure).flatMap(({ from, to, index }): Problem[] => {
    const transition = procedure.transitions[index]
    const path = ['transitions', index]
    const change = clockChange(states.get(from), states.get(to))
    if (change === 'ends' && !ending.includes(transition?.action)) {
      const detail = `De «${from}» a «${to}» termina el plazo: la acción debe ser ${ending.join(', ')}`
      return [{ code: 'clock-ends-unanswered', path, detail }]
    }
    if (change === 'reopens' && transition?.reopens === undefined) {
      const detail = `De «${from}» a «${to}» se reabre el plazo: «reopens» dice cómo sigue`
      return [{ code: 'reopens-missing', path, detail }]
    }
    if (change !== 'reopens' && transition?.reopens !== undefined) {
      const detail = `De «${from}» a «${to}» no se reabre ningún plazo`
      return [{ code: 'reopens-misplaced', path: [...path, 'reopens'], detail }]
    }
    return []
  })
  return [...finals, ...moves]
}

function clockChange(from: State | undefined, to: State | undefined): 'ends' | 'reopens' | undefined {
  if (from === undefined || to === undefined || (from.clock === 'ends') === (to.clock === 'ends'))
    return undefined
  return to.clock === 'ends' ? 'ends' : 'reopens'
}
