import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Calendar, type Overlay, parseOverlay, withOverlays } from '@ventanilla/calendar'
import { loadEntity } from './load-entity.ts'
import type { Entity } from './schema/entity.ts'

/** Every entity of a folder that holds one folder for each. @throws ProcedureError; Error when there is none */
export function loadEntities(dir: string): Map<string, Entity> {
  const folders = readdirSync(dir)
    .map((name) => join(dir, name))
    .filter((folder) => existsSync(join(folder, 'entity.yaml')))
  if (folders.length === 0) throw new Error(`${dir} no tiene ninguna entidad (una carpeta con entity.yaml)`)
  const entities = folders.toSorted().map(loadEntity)
  return new Map(entities.map((entity) => [entity.id, entity]))
}

/** The overlays of YAML files, in order. @throws Error naming file and line of the first that can't be used */
export function loadOverlays(files: readonly string[]): Overlay[] {
  return files.map((file) => {
    const read = parseOverlay(readFileSync(file, 'utf8'))
    if ('overlay' in read) return read.overlay
    throw new Error(`${file}${read.line === undefined ? '' : `:${read.line}`}: ${read.detail}`)
  })
}

/** The calendar of an entity: the national one, its own overlays, then the files given, which prevail. */
export function calendarOf(entity: Entity, extra: readonly Overlay[]): Calendar {
  return withOverlays([...entity.overlays, ...extra])
}
