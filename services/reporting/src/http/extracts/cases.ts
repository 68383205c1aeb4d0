import { z } from 'zod'
import { type Definition, totalUnit } from '../../domain/extract/definition.ts'
import type { Placement } from '../../domain/extract/place.ts'

export const extractCase = z.strictObject({
  caseId: z.uuid(),
  radicado: z.string().nullable(),
  kind: z.string(),
  product: z.string().nullable(),
  unit: z.string().nullable(),
  columns: z.array(z.string()),
  receivedOn: z.string(),
  endedOn: z.string().nullable(),
  endedAs: z.string().nullable(),
})

/** Cases in a column and a unit of an extract, by reception; the total unit has those of all. */
export function casesOf(
  placements: Iterable<Placement>,
  definition: Definition,
  { column, unit }: { column?: string | undefined; unit?: string | undefined },
): z.infer<typeof extractCase>[] {
  const any = unit === undefined || unit === totalUnit(definition)
  return [...placements]
    .filter(({ columns }) => (column === undefined ? columns.length > 0 : columns.includes(column)))
    .filter((placement) => any || placement.unit === unit)
    .sort((a, b) => compare(a.receivedOn, b.receivedOn) || compare(a.caseId, b.caseId))
    .map(({ caseId, radicado, kind, product, unit, columns, receivedOn, ending }) => ({
      caseId,
      radicado: radicado ?? null,
      kind,
      product: product ?? null,
      unit: unit ?? null,
      columns: [...columns],
      receivedOn,
      endedOn: ending?.on ?? null,
      endedAs: ending?.as ?? null,
    }))
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
