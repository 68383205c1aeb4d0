import type { Problem } from '../problem.ts'
import type { ProcedureSource } from '../schema/procedure.ts'

/** Cases are given at levels that there are, and by something: with no weights everybody would be the first. */
export function distributionProblems({ distribution, levels }: ProcedureSource): Problem[] {
  if (distribution === undefined) return []
  const unknown = (distribution.levels ?? []).flatMap((number, at): Problem[] => {
    if (levels.some(({ level }) => level === number)) return []
    const detail = `El nivel ${number} no existe`
    return [{ code: 'unknown-level', path: ['distribution', 'levels', at], detail }]
  })
  const { skill, load } = distribution.weights
  if (skill > 0 || load > 0) return unknown
  const detail = 'Con los dos pesos en cero, el reparto no tiene por qué preferir a nadie'
  return [...unknown, { code: 'distribution-weightless', path: ['distribution', 'weights'], detail }]
}
