import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Overlay, parseOverlay } from '@ventanilla/calendar'
import { loadEntity, procedureVersion } from '@ventanilla/procedures'
import { ConfigError, failureName } from '@ventanilla/runtime'
import type { FindProcedure } from '../reactions/public-facts.ts'

export interface Definitions {
  /** Of each entity: its own, then those of the files, which prevail. */
  readonly overlays: ReadonlyMap<string, readonly Overlay[]>
  readonly findProcedure: FindProcedure
}

/**
 * What entities lay down: their calendars and their procedures. @param calendarFiles YAML overlays on top of every
 * entity's own @throws ConfigError or ProcedureError that names the file and the line at fault
 */
export function loadDefinitions(entitiesDir: string, calendarFiles: readonly string[]): Definitions {
  const more = calendarFiles.map(readOverlay)
  const folders = readdirSync(entitiesDir).filter((name) =>
    existsSync(join(entitiesDir, name, 'entity.yaml')),
  )
  const loaded = folders.sort().map((name) => loadEntity(join(entitiesDir, name)))
  const entities = new Map(loaded.map((entity) => [entity.id, entity]))
  return {
    overlays: new Map(loaded.map(({ id, overlays }) => [id, [...overlays, ...more]])),
    findProcedure(entity, id, version) {
      const found = entities.get(entity)
      return found && procedureVersion(found, id, version)
    },
  }
}

function readOverlay(file: string): Overlay {
  const read = parseOverlay(textOf(file))
  if ('overlay' in read) return read.overlay
  const line = read.line === undefined ? '' : `:${read.line}`
  throw unusable(`${file}${line} no sirve: ${read.detail} [${read.refused}]`)
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw unusable(`no se pudo leer ${file} (${failureName(error)})`)
  }
}

const unusable = (text: string) => new ConfigError([{ variable: 'CALENDAR_FILES', text }])
