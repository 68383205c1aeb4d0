import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Calendar, nationalCalendar } from '@ventanilla/calendar'
import { calendarOf, type Entity, loadEntities, loadOverlays } from '@ventanilla/procedures'
import type { Definition } from '../domain/extract/definition.ts'
import { define } from './define.ts'
import { loadFormat } from './load-format.ts'

/** The layouts that this checkout carries. */
export const formatsDir: string = fileURLToPath(new URL('../../formats', import.meta.url))

export interface Definitions {
  readonly entities: ReadonlyMap<string, Entity>
  calendarOf(entity: string): Calendar
  readonly formats: ReadonlyMap<string, ReadonlyMap<string, Definition>>
}

/**
 * Every entity of a folder, its calendar (its own overlays, then the files given, which prevail) and each format as
 * it issues it. @throws ProcedureError, FormatError or OverlayError naming the file, at the first that can't be used
 */
export function loadDefinitions(
  entitiesDir: string,
  calendarFiles: readonly string[],
  layouts: string,
): Definitions {
  const extra = loadOverlays(calendarFiles)
  const entities = loadEntities(entitiesDir)
  const files = globSync('*.yaml', { cwd: layouts }).toSorted()
  const formats = files.map((file) => loadFormat(readFileSync(join(layouts, file), 'utf8'), file))
  const calendars = new Map([...entities].map(([id, entity]) => [id, calendarOf(entity, extra)] as const))
  return {
    entities,
    calendarOf: (entity) => calendars.get(entity) ?? nationalCalendar(),
    formats: new Map(
      [...entities].map(([id, entity]) => [
        id,
        new Map(formats.map((format) => [format.format, define(format, entity)])),
      ]),
    ),
  }
}
