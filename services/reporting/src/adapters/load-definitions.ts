import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  type Calendar,
  nationalCalendar,
  type Overlay,
  parseOverlay,
  withOverlays,
} from '@ventanilla/calendar'
import { type Entity, loadEntity } from '@ventanilla/procedures'
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
 * it issues it. @throws ProcedureError, FormatError, or Error naming the file, at the first that can't be used
 */
export function loadDefinitions(
  entitiesDir: string,
  calendarFiles: readonly string[],
  layouts: string,
): Definitions {
  const extra = calendarFiles.map(readOverlay)
  const entities = readdirSync(entitiesDir)
    .map((name) => join(entitiesDir, name))
    .filter((dir) => existsSync(join(dir, 'entity.yaml')))
    .toSorted()
    .map(loadEntity)
  const files = globSync('*.yaml', { cwd: layouts }).toSorted()
  const formats = files.map((file) => loadFormat(readFileSync(join(layouts, file), 'utf8'), file))
  const calendars = new Map(
    entities.map(({ id, overlays }) => [id, withOverlays([...overlays, ...extra])] as const),
  )
  return {
    entities: new Map(entities.map((entity) => [entity.id, entity])),
    calendarOf: (entity) => calendars.get(entity) ?? nationalCalendar(),
    formats: new Map(
      entities.map((entity) => [
        entity.id,
        new Map(formats.map((format) => [format.format, define(format, entity)])),
      ]),
    ),
  }
}

function readOverlay(file: string): Overlay {
  const read = parseOverlay(readFileSync(file, 'utf8'))
  if ('overlay' in read) return read.overlay
  throw new Error(`${file}${read.line === undefined ? '' : `:${read.line}`}: ${read.detail}`)
}
