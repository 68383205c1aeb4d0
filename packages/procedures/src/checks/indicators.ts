import { formulas } from '../indicators/formulas.ts'
import type { Problem } from '../problem.ts'
import type { ProcedureSource } from '../schema/procedure.ts'

/** An indicator is in the unit of its formula, can reach its target, and is over kinds that there are. */
export function indicatorProblems({ indicators, kinds }: ProcedureSource): Problem[] {
  return indicators.flatMap(({ formula, unit, target = 0, kinds: only = [] }, at): Problem[] => {
    const path = ['indicators', at]
    const problems = only.flatMap((id, nth): Problem[] => {
      if (kinds.some((kind) => kind.id === id)) return []
      const detail = `El tipo «${id}» no existe`
      return [{ code: 'unknown-kind', path: [...path, 'kinds', nth], detail }]
    })
    const { unit: own } = formulas[formula]
    if (unit !== own) {
      const detail = `«${formula}» se cuenta en ${own}`
      problems.push({ code: 'indicator-unit', path: [...path, 'unit'], detail })
    }
    if (own === '%' && target > 100) {
      const detail = 'Nada llega a más del 100 %'
      problems.push({ code: 'indicator-target', path: [...path, 'target'], detail })
    }
    return problems
  })
}
