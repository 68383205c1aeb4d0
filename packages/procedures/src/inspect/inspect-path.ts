import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { textFile } from '../entity-files.ts'
import { inspectEntity } from './inspect-entity.ts'
import { inspectProcedure } from './inspect-procedure.ts'
import type { Inspected } from './report.ts'

/**
 * Whatever is at a path: a procedure, an entity's folder or its file, or a folder with a folder for each entity. A
 * procedure that lies in the folder of an entity is held against it and against its other versions.
 * @returns undefined where nothing of the kind is
 */
export function inspectPath(path: string): Inspected[] | undefined {
  if (!existsSync(path)) return undefined
  if (statSync(path).isFile()) return inspectFile(path)
  if (holdsEntity(path)) return inspectEntity(path)
  const entities = entityDirs(path)
  return entities.length === 0 ? undefined : entities.flatMap(inspectEntity)
}

/** The folders of entities in a folder of them. */
export function entityDirs(dir: string): string[] {
  const names = existsSync(dir) ? readdirSync(dir) : []
  return names
    .sort()
    .map((name) => join(dir, name))
    .filter(holdsEntity)
}

function inspectFile(path: string): Inspected[] {
  const dir = entityDirOf(path)
  const all = dir === undefined ? [] : inspectEntity(dir)
  const own = all.filter(({ file }) => resolve(file) === resolve(path))
  // What no entity reads, for its ending or its place, is a procedure by itself.
  return own.length > 0 ? own.map((one) => ({ ...one, file: path })) : [inspectProcedure(textFile(path))]
}

/** The folder of the entity that a file belongs to by where it lies. */
export function entityDirOf(path: string): string | undefined {
  const folder = dirname(resolve(path))
  if (basename(path) === 'entity.yaml') return folder
  const dir = dirname(folder)
  return ['procedures', 'calendars'].includes(basename(folder)) && holdsEntity(dir) ? dir : undefined
}

function holdsEntity(dir: string): boolean {
  return existsSync(join(dir, 'entity.yaml'))
}
