import type { Problem } from '../problem.ts'
import { isForKind } from '../rules/moves.ts'
import { spread } from '../rules/spread.ts'
import type { ProcedureSource } from '../schema/procedure.ts'
import { movesOf } from './moves.ts'

/** Who made one move may not make another: both are a person's, and the one can come before the other. */
export function fourEyesProblems(procedure: ProcedureSource): Problem[] {
  const { transitions, kinds } = procedure
  const moves = movesOf(procedure)
  return transitions.flatMap(({ id, fourEyes = [] }, at) =>
    fourEyes.flatMap((name, nth): Problem[] => {
      const path = ['transitions', at, 'fourEyes', nth]
      const other = transitions.findIndex((one) => one.id === name)
      if (other < 0)
        return [{ code: 'unknown-transition', path, detail: `La transición «${name}» no existe` }]
      const idle = (detail: string): Problem[] => [{ code: 'four-eyes-idle', path, detail }]
      if (name === id) return idle('Una transición no se compara consigo misma')
      if (transitions[other]?.by === 'system') return idle(`«${name}» la hace el sistema, no una persona`)
      const before = transitions[other]
      const may = kinds.some(({ id: kind }) => {
        const ofKind = moves.filter((move) => isForKind(move, kind))
        const after = spread(
          ofKind.filter(({ index }) => index === other).map(({ to }) => to),
          ofKind,
        )
        const made = before !== undefined && isForKind(before, kind)
        return made && ofKind.some(({ index, from }) => index === at && after.has(from))
      })
      if (may) return []
      return idle(`«${name}» nunca se hace antes que «${id}»`)
    }),
  )
}
