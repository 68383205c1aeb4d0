import type { LocalDate } from '@ventanilla/calendar'
import type { Entity } from '../schema/entity.ts'
import type { Procedure } from '../schema/procedure.ts'

/** The version that a case was born under. */
export function procedureVersion(entity: Entity, id: string, version: number): Procedure | undefined {
  return entity.versions.find((procedure) => procedure.id === id && procedure.version === version)
}

/**
 * The version under which a case of that day is born: the one in force, or the first for what is older than all
 * of them. History that is imported opens its cases like any other, instead of waiting for a version that nobody
 * will write.
 */
export function procedureOn(entity: Entity, id: string, date: LocalDate): Procedure | undefined {
  const versions = entity.versions.filter((procedure) => procedure.id === id)
  const first = versions.toSorted((a, b) => (a.valid.from < b.valid.from ? -1 : 1))[0]
  if (first && date < first.valid.from) return first
  return versions.find(({ valid }) => valid.from <= date && (valid.to === undefined || date <= valid.to))
}
