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

/** A file of an entity's calendar can't be used: the message, in Spanish, names file and line. */
export class OverlayError extends Error {
  override readonly name = 'OverlayError'
  /** A mistake of who configures: a process that meets it at start ends so. */
  readonly exitCode = 2
}

/** The overlays of YAML files, in order. @throws OverlayError at the first that can't be used */
export function loadOverlays(files: readonly string[]): Overlay[] {
  return files.map((file) => {
    const read = parseOverlay(textOf(file))
    if ('overlay' in read) return read.overlay
    const line = read.line === undefined ? '' : `:${read.line}`
    throw new OverlayError(`${file}${line} no sirve: ${read.detail} [${read.refused}]`)
  })
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : error
    throw new OverlayError(`no se pudo leer ${file} (${code})`)
  }
}

/** The calendar of an entity: the national one, its own overlays, then the files given, which prevail. */
export function calendarOf(entity: Entity, extra: readonly Overlay[]): Calendar {
  return withOverlays([...entity.overlays, ...extra])
}
