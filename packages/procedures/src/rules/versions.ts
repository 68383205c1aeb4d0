import { addDays, type LocalDate } from '@ventanilla/calendar'
import type { Entity } from '../schema/entity.ts'
import type { Procedure } from '../schema/procedure.ts'

/** The version that a case was born under. */
export function procedureVersion(entity: Entity, id: string, version: number): Procedure | undefined {
  return entity.versions.find((procedure) => procedure.id === id && procedure.version === version)
}

type InTime = Pick<Procedure, 'id' | 'valid'>

/**
 * The version under which a case of that day is born: the one in force, or the first for what is older than all
 * of them. History that is imported opens its cases like any other, instead of waiting for a version that nobody
 * will write.
 */
export function procedureOn<Version extends InTime>(
  { versions: all }: { readonly versions: readonly Version[] },
  id: string,
  date: LocalDate,
): Version | undefined {
  const versions = all.filter((procedure) => procedure.id === id)
  const sorted = versions.toSorted((a, b) => (a.valid.from < b.valid.from ? -1 : 1))
  if (sorted[0] && date < sorted[0].valid.from) return sorted[0]
  const begun = sorted.findLast(({ valid }) => valid.from <= date)
  return begun?.valid.to === undefined || date <= begun.valid.to ? begun : undefined
}

/** The last day on which cases are born under it: what it says or, if it says none, the one before the next begins. */
export function lastDayOf({ id, valid }: InTime, versions: readonly InTime[]): LocalDate | undefined {
  if (valid.to !== undefined) return valid.to
  const later = versions.filter((other) => other.id === id && other.valid.from > valid.from)
  const [next] = later.map(({ valid }) => valid.from).sort()
  return next === undefined ? undefined : addDays(next, -1)
}
