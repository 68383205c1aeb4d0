import { movesOf } from '../checks/moves.ts'
import { isForKind } from '../rules/moves.ts'
import { spread } from '../rules/spread.ts'
import type { ProcedureSource } from '../schema/procedure.ts'
import type { Said } from '../yaml/yaml-text.ts'
import type { WarningCode } from './codes.ts'

/** What is written, and makes no difference to any case. */
export function idleWords(procedure: ProcedureSource): Said<WarningCode>[] {
  return [
    ...idleExceptions(procedure),
    ...endedFromBirth(procedure),
    ...neverStarted(procedure),
    ...askedOfEngine(procedure),
  ]
}

function idleExceptions({ kinds }: ProcedureSource): Said<WarningCode>[] {
  return kinds.flatMap(({ id, exception }, at): Said<WarningCode>[] => {
    if (typeof exception?.late !== 'object' || exception.late.kind !== id) return []
    const detail = `«${id}» ya es el tipo de la que llega a tiempo`
    return [{ code: 'exception-idle', path: ['kinds', at, 'exception', 'late', 'kind'], detail }]
  })
}

function endedFromBirth({ states, initial }: ProcedureSource): Said<WarningCode>[] {
  return states.flatMap(({ id, clock }, at): Said<WarningCode>[] => {
    if (id !== initial || clock !== 'ends') return []
    const detail = `Un caso nace en «${id}», y allí el plazo ya terminó`
    return [{ code: 'initial-ended', path: ['states', at, 'clock'], detail }]
  })
}

/** A clock that starts with a state to which no case of its kinds comes is one that nobody will ever see. */
function neverStarted(procedure: ProcedureSource): Said<WarningCode>[] {
  const all = movesOf(procedure)
  return procedure.clocks.flatMap((clock, at): Said<WarningCode>[] => {
    const { starts } = clock
    if (typeof starts !== 'object' || !('state' in starts)) return []
    const { state } = starts
    const comes = procedure.kinds.some(({ id }) => {
      const moves = all.filter((move) => isForKind(move, id))
      return isForKind(clock, id) && spread([procedure.initial], moves).has(state)
    })
    if (comes) return []
    const detail = `Ningún caso de sus tipos llega a «${state}»`
    return [{ code: 'clock-never-starts', path: ['clocks', at, 'starts', 'state'], detail }]
  })
}

/** What the engine does it does without a note or an evidence: nobody is there to bring them. */
function askedOfEngine({ transitions }: ProcedureSource): Said<WarningCode>[] {
  return transitions.flatMap(({ by, note, evidence }, at): Said<WarningCode>[] => {
    if (by !== 'system' || (note !== 'required' && evidence === undefined)) return []
    const detail = 'Lo que hace el sistema no espera notas ni evidencia: se hace sin ellas'
    return [{ code: 'engine-brings-nothing', path: ['transitions', at, 'by'], detail }]
  })
}
