import type { Path, Problem } from '../problem.ts'
import type { EntitySource } from '../schema/entity.ts'
import type { ProcedureSource } from '../schema/procedure.ts'

type Named = { id: string }

/** Ids name things for ever (in events, in files for a regulator): twice the same would be two meanings. */
export function duplicateIds(procedure: ProcedureSource): Problem[] {
  const { regimes, kinds, clocks, outcomes, forms, evidence, states, transitions, ladder, levels, channels } =
    procedure
  return [
    ...repeatedIds('regimes', regimes),
    ...repeatedIds('kinds', kinds),
    ...repeatedIds('clocks', clocks),
    ...clocks.flatMap(({ ladder: own }, at) => repeatedIds('ladder', own, ['clocks', at])),
    ...repeatedIds('outcomes', outcomes),
    ...repeatedIds('forms', forms),
    ...forms.flatMap(({ fields }, at) => [
      ...repeatedIds('fields', fields, ['forms', at]),
      ...fields.flatMap((field, nth) =>
        field.type === 'choice' ? repeatedIds('options', field.options, ['forms', at, 'fields', nth]) : [],
      ),
    ]),
    ...repeatedIds('evidence', evidence),
    ...repeatedIds('templates', procedure.templates),
    ...repeatedIds('indicators', procedure.indicators),
    ...repeatedIds('tasks', procedure.tasks),
    ...repeatedIds('states', states),
    ...repeatedIds('transitions', transitions),
    ...repeatedIds('ladder', ladder),
    ...repeated(
      levels,
      (level) => level.level,
      (at) => ['levels', at, 'level'],
    ),
    ...repeated(
      channels,
      (channel) => channel,
      (at) => ['channels', at],
    ),
  ]
}

export function duplicateEntityIds({ areas, products, themes, points }: EntitySource): Problem[] {
  return [
    ...repeatedIds('areas', areas),
    ...repeatedIds('products', products),
    ...repeatedIds('themes', themes),
    ...repeatedIds('points', points),
  ]
}

function repeatedIds(list: string, items: readonly Named[], inside: Path = []): Problem[] {
  return repeated(
    items,
    (item) => item.id,
    (at) => [...inside, list, at, 'id'],
  )
}

function repeated<T>(
  items: readonly T[],
  key: (item: T) => string | number,
  path: (at: number) => Path,
): Problem[] {
  const seen = new Set<string | number>()
  return items.flatMap((item, at): Problem[] => {
    const id = key(item)
    if (seen.has(id)) return [{ code: 'duplicate-id', path: path(at), detail: `«${id}» ya está en la lista` }]
    seen.add(id)
    return []
  })
}
