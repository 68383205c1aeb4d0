import { nationalCalendar } from '@ventanilla/calendar'
import { calendarOf, loadEntities, loadOverlays } from '@ventanilla/procedures'
import type { Definitions } from '../domain/definitions.ts'

/**
 * Every entity of a folder, and the calendar of each: its own overlays, then the files given, which prevail.
 * @throws ProcedureError, or Error naming the file, at the first that can't be used
 */
export function loadDefinitions(entitiesDir: string, calendarFiles: readonly string[]): Definitions {
  const extra = loadOverlays(calendarFiles)
  const entities = loadEntities(entitiesDir)
  const calendars = new Map([...entities].map(([id, entity]) => [id, calendarOf(entity, extra)] as const))
  return { entities, calendarOf: (entity) => calendars.get(entity) ?? nationalCalendar() }
}
