import type { Problem, ProblemCode } from '../problem.ts'
import { listOf } from '../rules/list-of.ts'
import type { EntitySource } from '../schema/entity.ts'
import type { ProcedureSource } from '../schema/procedure.ts'

export type EntityNames = Pick<EntitySource, 'areas' | 'products' | 'themes'>

/** The tree always has an answer, and it names only what exists. Areas are checked when the entity is known. */
export function typificationProblems(procedure: ProcedureSource, entity?: EntityNames): Problem[] {
  const last = procedure.typification.length - 1
  return procedure.typification.flatMap((rule, at): Problem[] => {
    const path = ['typification', at]
    const problems: Problem[] = []
    if (rule.when !== undefined && at === last) {
      const detail = 'La última regla es la de por defecto: no lleva «when»'
      problems.push({ code: 'no-default-rule', path: [...path, 'when'], detail })
    }
    if (rule.when === undefined && at !== last) {
      const detail = 'Una regla sin «when» oculta las que le siguen'
      problems.push({ code: 'default-not-last', path, detail })
    }
    if (!procedure.levels.some(({ level }) => level === rule.level)) {
      const detail = `El nivel ${rule.level} no existe`
      problems.push({ code: 'unknown-level', path: [...path, 'level'], detail })
    }
    return [...problems, ...unknownNames(procedure, at, entity), ...misionalProblems(procedure, at, entity)]
  })
}

function unknownNames(procedure: ProcedureSource, at: number, entity?: EntityNames): Problem[] {
  const when = procedure.typification[at]?.when ?? {}
  const known: [keyof typeof when, ProblemCode, readonly string[] | undefined, string][] = [
    ['kind', 'unknown-kind', procedure.kinds.map((kind) => kind.id), 'El tipo'],
    ['channel', 'unknown-channel', procedure.channels, 'El canal'],
    ['product', 'unknown-product', entity?.products.map((product) => product.id), 'El producto'],
    ['theme', 'unknown-theme', entity?.themes.map((theme) => theme.id), 'El tema'],
  ]
  return known.flatMap(([field, code, ids, label]) =>
    listOf(when[field]).flatMap((id, item): Problem[] => {
      if (ids === undefined || ids.includes(id)) return []
      const path = ['typification', at, 'when', field, ...(Array.isArray(when[field]) ? [item] : [])]
      return [{ code, path, detail: `${label} «${id}» no existe` }]
    }),
  )
}

/** Only quejas, reclamos and denuncias go up, and only to mission areas: the tree may not do what a person may not. */
function misionalProblems(procedure: ProcedureSource, at: number, entity?: EntityNames): Problem[] {
  const rule = procedure.typification[at]
  const level = procedure.levels.find((level) => level.level === rule?.level)
  if (rule === undefined || !level?.misional) return []
  const problems: Problem[] = []
  const area = entity?.areas.find((area) => area.id === rule.area)
  if (area !== undefined && !area.misional) {
    const detail = `«${area.id}» no es un área misional, y el nivel ${level.level} es de ellas`
    problems.push({ code: 'level-not-misional', path: ['typification', at, 'area'], detail })
  }
  const kinds = listOf(rule.when?.kind)
  const escalable = procedure.escalation?.kinds
  if (escalable !== undefined && (kinds.length === 0 || kinds.some((kind) => !escalable.includes(kind)))) {
    const detail = `El nivel ${level.level} es solo para los tipos que se escalan: ${escalable.join(', ')}`
    problems.push({ code: 'level-not-for-kind', path: ['typification', at], detail })
  }
  return problems
}
