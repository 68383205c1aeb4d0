import { type Definition, totalUnit } from './definition.ts'
import type { Placement } from './place.ts'

/** How many cases, by column and then by unit. */
export type Table = Readonly<Record<string, Readonly<Record<string, number>>>>

/** Counts cases. The total unit counts them anew, whatever their product, so that it can be held against the others. */
export function count(placements: Iterable<Placement>, definition: Definition): Table {
  const total = totalUnit(definition)
  const table = Object.fromEntries(
    definition.columns.map(({ code }) => [
      code,
      Object.fromEntries(definition.units.map((unit) => [unit.code, 0])),
    ]),
  )
  for (const { columns, unit } of placements)
    for (const column of columns) {
      const cells = table[column]
      if (cells === undefined) continue
      cells[total] = (cells[total] ?? 0) + 1
      if (unit !== undefined && unit !== total) cells[unit] = (cells[unit] ?? 0) + 1
    }
  return table
}

export function cell(table: Table, column: string, unit: string): number {
  return table[column]?.[unit] ?? 0
}
