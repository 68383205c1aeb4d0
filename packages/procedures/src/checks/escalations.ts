import type { Problem } from '../problem.ts'
import type { ProcedureSource } from '../schema/procedure.ts'
import { marksOf } from './marks.ts'
import type { EntityNames } from './typification.ts'

/**
 * A mark that sends to a mission area has to follow the rule for escalations by hand: what that rule never allows would
 * stay where it is in every case, and nobody would be told.
 */
export function escalationProblems(procedure: ProcedureSource, entity?: EntityNames): Problem[] {
  const { escalation, levels } = procedure
  return marksOf(procedure).flatMap(({ escalates, kinds, path }): Problem[] => {
    if (escalates === undefined || !levels.find(({ level }) => level === escalates.level)?.misional) return []
    const inside = [...path, 'escalates']
    if (escalation === undefined) {
      const detail = `El nivel ${escalates.level} es de áreas misionales, y falta «escalation»: nada se escala allí`
      return [{ code: 'escalation-missing', path: inside, detail }]
    }
    const problems: Problem[] = []
    if (kinds?.every((kind) => !escalation.kinds.includes(kind))) {
      const detail = `Se escalan ${escalation.kinds.join(', ')}, y este reloj no es de ninguno`
      problems.push({ code: 'level-not-for-kind', path: inside, detail })
    }
    const area = entity?.areas.find(({ id }) => id === escalates.area)
    if (escalation.to === 'misional' && area?.misional === false) {
      const detail = `«${area.id}» no es un área misional, y solo se escala a ellas`
      problems.push({ code: 'level-not-misional', path: [...inside, 'area'], detail })
    }
    return problems
  })
}
