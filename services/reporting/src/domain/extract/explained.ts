import type { Correction } from './corrections.ts'
import { type Definition, totalUnit } from './definition.ts'

/** How many cases more (or fewer) a list of corrections brings into each unit. */
export function explained(
  list: readonly Correction[],
  definition: Pick<Definition, 'units'>,
): Readonly<Record<string, number>> {
  const total = totalUnit(definition)
  const sums: Record<string, number> = {}
  const add = (unit: string | undefined, n: number) => {
    for (const code of unit === undefined ? [total] : [unit, total]) sums[code] = (sums[code] ?? 0) + n
  }
  for (const { before, after } of list) {
    if (before) add(before.unit, -1)
    if (after) add(after.unit, 1)
  }
  return sums
}
