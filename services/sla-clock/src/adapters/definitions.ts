import type { Overlay } from '@ventanilla/calendar'
import {
  loadEntities,
  loadOverlays,
  metByLetter,
  type Procedure,
  procedureVersion,
} from '@ventanilla/procedures'
import type { FindProcedure } from '../reactions/public-facts.ts'

export interface Definitions {
  /** Of each entity: its own, then those of the files, which prevail. */
  readonly overlays: ReadonlyMap<string, readonly Overlay[]>
  readonly findProcedure: FindProcedure
  /** By the entity that follows them, every version. */
  readonly procedures: ReadonlyMap<string, readonly Procedure[]>
  /** Whether what became of a message to a person may matter to some clock. */
  readonly hearsLetters: boolean
}

/**
 * What entities lay down: their calendars and their procedures. @param calendarFiles YAML overlays on top of every
 * entity's own @throws OverlayError or ProcedureError that names the file and the line at fault
 */
export function loadDefinitions(entitiesDir: string, calendarFiles: readonly string[]): Definitions {
  const more = loadOverlays(calendarFiles)
  const entities = loadEntities(entitiesDir)
  return {
    overlays: new Map([...entities].map(([id, { overlays }]) => [id, [...overlays, ...more]])),
    procedures: new Map([...entities].map(([id, { versions }]) => [id, versions])),
    findProcedure(entity, id, version) {
      const found = entities.get(entity)
      return found && procedureVersion(found, id, version)
    },
    hearsLetters: [...entities.values()].some(({ versions }) => versions.some(hasLetters)),
  }
}

/** A law may wait for an answer to be delivered, a declared clock for the receipt to be sent. */
function hasLetters({ kinds, clocks }: Procedure): boolean {
  return kinds.some(({ law }) => law !== undefined) || clocks.some(metByLetter)
}
