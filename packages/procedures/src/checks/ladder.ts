import type { Path, Problem } from '../problem.ts'
import type { Rung } from '../schema/clock.ts'
import type { ProcedureSource } from '../schema/procedure.ts'
import { marksOf } from './marks.ts'

/**
 * Rungs are written in the order in which a term reaches them. A percentage and a number of days can't be compared
 * without a term, except that no days left is the end of any term.
 */
export function ladderProblems(procedure: ProcedureSource): Problem[] {
  const { ladder, clocks, levels } = procedure
  return [
    ...outOfOrder(ladder, []),
    ...clocks.flatMap((clock, at) => outOfOrder(clock.ladder, ['clocks', at])),
    ...sentTo(procedure).flatMap(({ level, path }): Problem[] => {
      if (levels.some((one) => one.level === level)) return []
      return [{ code: 'unknown-level', path: [...path, 'level'], detail: `El nivel ${level} no existe` }]
    }),
  ]
}

/** Where marks and moves send cases. */
export function sentTo(
  procedure: Pick<ProcedureSource, 'valid' | 'kinds' | 'ladder' | 'clocks' | 'transitions'>,
): {
  area: string
  level: number
  path: Path
}[] {
  return [
    ...marksOf(procedure).flatMap(({ escalates, path }) =>
      escalates === undefined ? [] : [{ ...escalates, path: [...path, 'escalates'] }],
    ),
    ...procedure.transitions.flatMap(({ assigns }, at) =>
      assigns === undefined ? [] : [{ ...assigns, path: ['transitions', at, 'assigns'] }],
    ),
  ]
}

function outOfOrder(ladder: readonly Rung[], inside: Path): Problem[] {
  return ladder.flatMap((rung, at): Problem[] => {
    const before = ladder[at - 1]
    if (before === undefined) return []
    const late = before.atRemaining === 0 || before.atElapsed === 100
    const fewer = (before.atElapsed ?? 0) >= (rung.atElapsed ?? Number.POSITIVE_INFINITY)
    const nearer = (before.atRemaining ?? Number.POSITIVE_INFINITY) <= (rung.atRemaining ?? -1)
    if (!late && !fewer && !nearer) return []
    const detail = `«${rung.id}» llega antes que «${before.id}», escrito arriba`
    return [{ code: 'ladder-out-of-order', path: [...inside, 'ladder', at], detail }]
  })
}
