import { isSensitive } from '../forms/read-value.ts'
import { isUnnamed } from '../forms/unnamed.ts'
import { formulas } from '../indicators/formulas.ts'
import type { Path, Problem } from '../problem.ts'
import type { Form } from '../schema/forms.ts'
import type { Indicator } from '../schema/indicators.ts'
import type { ProcedureSource } from '../schema/procedure.ts'

/** An indicator is in the unit of its formula, can reach its target, and is over kinds that there are. */
export function indicatorProblems({ indicators, kinds, levels, forms }: ProcedureSource): Problem[] {
  return indicators.flatMap((indicator, at): Problem[] => {
    const { formula, unit, target = 0, kinds: only = [], reached, of } = indicator
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
    return [...problems, ...fieldProblems(indicator, forms, path)]
  })
}

/** Between the ends of a scale that people answer on. */
const SCALE = 1000

/** What it counts is a number or a yes that people answer, and has a value from which on it counts where that is asked. */
function fieldProblems(
  { formula, field, atLeast }: Indicator,
  forms: readonly Form[],
  path: Path,
): Problem[] {
  const counts = 'counts' in formulas[formula]
  const problem = (name: string, detail: string): Problem[] => [
    { code: 'indicator-field', path: [...path, name], detail },
  ]
  if (field === undefined)
    return counts ? problem('formula', 'Falta decir qué campo se cuenta: field') : atLeastIdle()
  if (!counts) return problem('field', `«${formula}» no cuenta un campo`)
  const form = forms.find(({ id }) => id === field.form)
  const asked = form?.fields.find(({ id }) => id === field.id)
  if (form === undefined || asked === undefined)
    return problem('field', `El formulario «${field.form}» no tiene «${field.id}»`)
  const number = asked.type === 'integer' || asked.type === 'decimal'
  if (!number && (asked.type !== 'yes-no' || formula === 'averageRating'))
    return problem(
      'field',
      `«${field.id}» no es un número${formula === 'averageRating' ? '' : ' ni un sí o no'}`,
    )
  if (isSensitive(asked) || isUnnamed(asked, form))
    return problem('field', `«${field.id}» es sensible: lo que dice no sale de la bóveda, y no se cuenta`)
  // What is told names nobody: a number without a scale could be that of a document.
  if (number && (asked.min === undefined || asked.max === undefined || asked.max - asked.min > SCALE))
    return problem('field', `«${field.id}» no es una escala: faltan min y max, de a lo sumo ${SCALE} puntos`)
  if (formula !== 'satisfied' || !number) return atLeastIdle()
  if (atLeast === undefined) return problem('formula', 'Falta decir desde qué valor: atLeast')
  if (atLeast < (asked.min ?? atLeast) || atLeast > (asked.max ?? atLeast))
    return problem('atLeast', `«${field.id}» no puede valer ${atLeast}`)
  return []

  function atLeastIdle(): Problem[] {
    return atLeast === undefined ? [] : problem('atLeast', 'Aquí «atLeast» no dice nada')
  }
}
