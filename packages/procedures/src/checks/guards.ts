import { guardPointless } from '../guards/registry.ts'
import type { Problem } from '../problem.ts'
import type { ProcedureSource } from '../schema/procedure.ts'

/** A guard that can't be fulfilled, or that nothing could fail, is a mistake; and the engine waits for nobody. */
export function guardProblems(procedure: ProcedureSource): Problem[] {
  return procedure.transitions.flatMap(({ by, form, guards = [], fourEyes }, at): Problem[] => {
    const path = ['transitions', at]
    if (by === 'system' && (form !== undefined || guards.length > 0 || fourEyes !== undefined)) {
      const detail = 'Lo que hace el sistema no espera formularios, condiciones ni a otra persona'
      return [{ code: 'system-asks', path: [...path, 'by'], detail }]
    }
    return guards.flatMap((guard, nth): Problem[] => {
      const detail = guardPointless(guard, procedure)
      return detail === undefined ? [] : [{ code: 'guard-pointless', path: [...path, 'guards', nth], detail }]
    })
  })
}
