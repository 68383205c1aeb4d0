import type { DayBound } from '../schema/fields.ts'
import type { ProcedureSource } from '../schema/procedure.ts'
import type { Said } from '../yaml/yaml-text.ts'
import type { WarningCode } from './codes.ts'

/** Values that nothing comes to: the target of an average outside its scale, a day that no form would take. */
export function valuesOutOfReach(procedure: ProcedureSource): Said<WarningCode>[] {
  return [...targetsOutOfReach(procedure), ...daysOutOfReach(procedure)]
}

function targetsOutOfReach({ indicators, forms }: ProcedureSource): Said<WarningCode>[] {
  return indicators.flatMap(({ formula, field, target }, at): Said<WarningCode>[] => {
    if (formula !== 'averageRating' || target === undefined) return []
    const form = forms.find(({ id }) => id === field?.form)
    const asked = form?.fields.find(({ id }) => id === field?.id)
    if (asked === undefined || !('min' in asked)) return []
    const { id, min, max } = asked
    if (target >= (min ?? target) && target <= (max ?? target)) return []
    const detail = `«${id}» va de ${min} a ${max}: su promedio no llega a ${target}`
    return [{ code: 'target-out-of-reach', path: ['indicators', at, 'target'], detail }]
  })
}

function daysOutOfReach({ forms }: ProcedureSource): Said<WarningCode>[] {
  return forms.flatMap(({ fields }, nth) =>
    fields.flatMap((field, at): Said<WarningCode>[] => {
      if (field.type !== 'date') return []
      const [first, last] = [fromToday(field.notBefore), fromToday(field.notAfter)]
      if (first === undefined || last === undefined || first <= last) return []
      const detail = `«${field.id}» no admite ningún día`
      return [{ code: 'day-out-of-reach', path: ['forms', nth, 'fields', at, 'notAfter'], detail }]
    }),
  )
}

/** How many days after today it is. */
function fromToday(bound: DayBound | undefined): number | undefined {
  if (bound === 'today') return 0
  return typeof bound === 'object' && 'today' in bound ? bound.today : undefined
}
