import type { LocalDate } from '@ventanilla/calendar'
import type { Entity } from '../schema/entity.ts'
import type { Procedure } from '../schema/procedure.ts'

/** The version that a case was born under. */
export function procedureVersion(entity: Entity, id: string, version: number): Procedure | undefined {
  return entity.versions.find((procedure) => procedure.id === id && procedure.version === version)
}

/** The version in force on a day, for a case that is born then. */
export function procedureOn(entity: Entity, id: string, date: LocalDate): Procedure | undefined {
  return entity.versions.find(
    (procedure) =>
      procedure.id === id &&
      procedure.valid.from <= date &&
      (procedure.valid.to === undefined || date <= procedure.valid.to),
  )
}
