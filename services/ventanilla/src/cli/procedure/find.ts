import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import {
  definitionNamed,
  definitionsIn,
  type Entity,
  entitiesDir,
  type Inspected,
  inspectPath,
  isDefinitionName,
  loadEntity,
  type Procedure,
  ProcedureError,
  type ProcedureSource,
} from '@ventanilla/procedures'
import type { BadInput } from '../bad-input.ts'

/** The folder of entities that names (`icetex/pqrsd@1`) are looked for in. */
const ownEntities = (): string => process.env.ENTITIES_DIR ?? entitiesDir

/** A definition that can be used. */
export interface Found extends Inspected {
  readonly source: ProcedureSource
  readonly procedure: Procedure
}

/** What was looked at can't be used: why is in its findings. */
export interface Unusable {
  readonly inspected: readonly Inspected[]
}

/** The files at a path, or what is wrong with the path. */
export function filesAt(path: string, field: string): readonly Inspected[] | BadInput {
  if (!existsSync(path)) return notThere(path, field)
  return (
    inspectPath(path) ?? {
      ...{ code: 'no-definition', field },
      detail: `en ${path} no hay ninguna entidad (una carpeta con entity.yaml)`,
    }
  )
}

/** One procedure, by its file or by its name. */
export function findOne(asked: string, field: string): Found | Unusable | BadInput {
  if (!existsSync(asked) && isDefinitionName(asked)) return findNamed(asked, field)
  const found = filesAt(asked, field)
  if ('code' in found) return found
  const [one, ...others] = found
  if (one === undefined || others.length > 0) {
    const detail = `${asked} es una carpeta: diga el archivo de un procedimiento, o su nombre, como icetex/pqrsd@1`
    return { code: 'not-a-procedure', field, detail }
  }
  const { source, procedure, findings } = one
  const broken = findings.some(({ severity }) => severity === 'error')
  if (broken) return { inspected: found }
  if (source && procedure) return { ...one, source, procedure }
  return { code: 'not-a-procedure', field, detail: `${asked} no es un procedimiento` }
}

/** The entity of that name or in that folder; all of it has to be usable, as a service would have it. */
export function findEntity(asked: string): Entity | BadInput {
  const dir = existsSync(asked) ? resolve(asked) : join(ownEntities(), asked)
  if (!existsSync(join(dir, 'entity.yaml'))) {
    const detail = `en ${dir} no hay ninguna entidad (falta entity.yaml)`
    return { code: 'no-definition', field: 'entity', detail }
  }
  try {
    return loadEntity(dir)
  } catch (error) {
    if (!(error instanceof ProcedureError)) throw error
    return { code: error.code, field: 'entity', detail: `la entidad no sirve: ${error.message}` }
  }
}

function findNamed(asked: string, field: string): Found | BadInput {
  const dir = ownEntities()
  const named = definitionNamed(dir, asked)
  if (named?.source && named.procedure) return { ...named, source: named.source, procedure: named.procedure }
  const names = definitionsIn(dir).map(({ name }) => name)
  return {
    code: 'definition-unknown',
    field,
    detail: `no hay «${asked}»; hay ${names.join(', ') || 'ninguno'}`,
  }
}

/** A slip of the keyboard is told with what is there instead. */
function notThere(path: string, field: string): BadInput {
  const code = 'path-missing'
  let folder = dirname(path)
  while (!existsSync(folder)) folder = dirname(folder)
  const near = folder === dirname(path) ? alike(basename(path), readdirSync(folder)) : undefined
  if (near !== undefined) return { code, field, detail: `no existe ${path}; ¿quiso decir ${near}?` }
  const where = folder === dirname(path) ? '' : `: no hay ${dirname(path)}`
  return { code, field, detail: `no existe ${path}${where}` }
}

/** The name of the list that takes the fewest changes to become that one, if they are few. */
function alike(name: string, names: readonly string[]): string | undefined {
  const ranked = names
    .map((other) => ({ other, changes: changesBetween(name.toLowerCase(), other.toLowerCase()) }))
    .sort((a, b) => a.changes - b.changes)
  const [best] = ranked
  return best && best.changes <= Math.max(2, name.length / 4) ? best.other : undefined
}

/** Letters to put in, take out or change (Levenshtein). */
function changesBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (const [at, letter] of [...one].entries()) {
    const next = [at + 1]
    for (let to = 1; to <= other.length; to++) {
      const changed = (row[to - 1] ?? 0) + (other[to - 1] === letter ? 0 : 1)
      next.push(Math.min((next[to - 1] ?? 0) + 1, (row[to] ?? 0) + 1, changed))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
