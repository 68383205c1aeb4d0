import { isForKind } from '../rules/moves.ts'
import type { ProcedureSource } from '../schema/procedure.ts'
import type { Said } from '../yaml/yaml-text.ts'
import type { WarningCode } from './codes.ts'

/** The first letter for a use and a kind is written: one for which there is always an earlier one never is. */
export function hiddenLetters({ templates, kinds }: ProcedureSource): Said<WarningCode>[] {
  return templates.flatMap((template, at): Said<WarningCode>[] => {
    const earlier = templates.slice(0, at).filter(({ use }) => use === template.use)
    const own = kinds.filter(({ id }) => isForKind(template, id))
    if (!own.every(({ id }) => earlier.some((other) => isForKind(other, id)))) return []
    const detail = `Antes de «${template.id}» ya hay carta para lo mismo y los mismos tipos`
    return [{ code: 'letter-never-written', path: ['templates', at, 'id'], detail }]
  })
}
