import { guardKinds, guardPointless, type WrittenGuard } from '../guards/written.ts'
import type { Problem } from '../problem.ts'
import type { ProcedureSource } from '../schema/procedure.ts'

/** A guard that can't be fulfilled, or that nothing could fail, is a mistake; and the engine waits for nobody. */
export function guardProblems(procedure: ProcedureSource): Problem[] {
  return procedure.transitions.flatMap(({ by, kinds, form, guards = [], fourEyes }, at): Problem[] => {
    const path = ['transitions', at]
    if (by === 'system' && (form !== undefined || guards.length > 0 || fourEyes !== undefined)) {
      const detail = 'Lo que hace el sistema no espera formularios, condiciones ni a otra persona'
      return [{ code: 'system-asks', path: [...path, 'by'], detail }]
    }
    return guards.flatMap((guard, nth): Problem[] => {
      const detail = guardPointless(guard, procedure) ?? askedOfNobody(guard, kinds)
      return detail === undefined ? [] : [{ code: 'guard-pointless', path: [...path, 'guards', nth], detail }]
    })
  })
}

/** The move is for some kinds, and the guard for another. */
function askedOfNobody(guard: WrittenGuard, kinds: readonly string[] | undefined): string | undefined {
  const other = guardKinds(guard)?.find((kind) => kinds !== undefined && !kinds.includes(kind))
  return other && `El movimiento no es para el tipo «${other}»`
}
