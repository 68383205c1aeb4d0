import { formulas } from '../indicators/formulas.ts'
import type { Problem } from '../problem.ts'
import type { ProcedureSource } from '../schema/procedure.ts'

/** An indicator is in the unit of its formula, can reach its target, and is over kinds that there are. */
export function indicatorProblems({ indicators, kinds, levels }: ProcedureSource): Problem[] {
  return indicators.flatMap(({ formula, unit, target = 0, kinds: only = [], reached, of }, at): Problem[] => {
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
    if ((own === '%' && target > 100) || (target < 0 && formula !== 'decrease')) {
      const detail = target < 0 ? 'Solo una disminución puede ser negativa' : 'Nada llega a más del 100 %'
      problems.push({ code: 'indicator-target', path: [...path, 'target'], detail })
    }
    if (reached !== undefined && !levels.some(({ level }) => level === reached)) {
      const detail = `El nivel ${reached} no existe`
      problems.push({ code: 'unknown-level', path: [...path, 'reached'], detail })
    }
    if ((formula === 'share') !== (of !== undefined)) {
      const detail =
        formula === 'share' ? 'Falta decir de qué número: of' : `«${formula}» no se cuenta sobre otro número`
      problems.push({
        code: 'indicator-denominator',
        path: [...path, of === undefined ? 'formula' : 'of'],
        detail,
      })
    }
    return problems
  })
}
