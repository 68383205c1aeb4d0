import type { Path, Problem } from '../problem.ts'
import type { ProcedureSource } from '../schema/procedure.ts'
import { sentTo } from './ladder.ts'
import type { EntityNames } from './typification.ts'

/** The areas a procedure sends to are areas of the entity that follows it. */
export function areaProblems(procedure: ProcedureSource, { areas }: EntityNames): Problem[] {
  const known = new Set(areas.map((area) => area.id))
  const named = [
    ...procedure.typification.map(({ area }, at) => ({ area, path: ['typification', at, 'area'] })),
    ...procedure.evidence.flatMap(({ by = [] }, at) =>
      by.map((area, nth) => ({ area, path: ['evidence', at, 'by', nth] })),
    ),
    ...sentTo(procedure).map(({ area, path }) => ({ area, path: [...path, 'area'] })),
    ...askingAreas(procedure),
    ...(procedure.bypass?.areas ?? []).map((area, at) => ({ area, path: ['bypass', 'areas', at] })),
  ]
  return named
    .filter(({ area }) => !known.has(area))
    .map(({ area, path }) => ({
      code: 'unknown-area',
      path,
      detail: `El área «${area}» no existe en la entidad`,
    }))
}

/** The options of the field that says which area asks. */
function askingAreas({ bypass, forms }: ProcedureSource): { area: string; path: Path }[] {
  return forms.flatMap(({ fields }, at) =>
    fields.flatMap((field, nth) =>
      field.id === bypass?.field && field.type === 'choice'
        ? field.options.map(({ id }, item) => ({
            area: id,
            path: ['forms', at, 'fields', nth, 'options', item, 'id'],
          }))
        : [],
    ),
  )
}
