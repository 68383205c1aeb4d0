import type { Calendar } from '@ventanilla/calendar'
import { type Entity, type Procedure, procedureVersion } from '@ventanilla/procedures'

/** The rules that cases live under, as this process read them when it started. */
export interface Definitions {
  /** By id. */
  entities: ReadonlyMap<string, Entity>
  /** Of an entity, with its overlays; the national one for an entity that nobody knows. */
  calendarOf(entity: string): Calendar
}

/** A case's own entity and version. @throws Error when its definition was taken away under it: a broken machine. */
export function rulesOf(
  { entities }: Definitions,
  id: string,
  { procedure, procedureVersion: version }: { procedure: string; procedureVersion: number },
): { entity: Entity; procedure: Procedure } {
  const entity = entities.get(id)
  const found = entity && procedureVersion(entity, procedure, version)
  if (entity === undefined || found === undefined)
    throw new Error(`${id} has no definition ${procedure}@${version}`)
  return { entity, procedure: found }
}
