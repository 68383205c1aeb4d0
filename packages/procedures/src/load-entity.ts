import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Overlay, parseOverlay } from '@ventanilla/calendar'
import { duplicateEntityIds } from './checks/duplicates.ts'
import { parameterProblems } from './checks/parameters.ts'
import { checkVersions, type ProcedureFile } from './checks/versions.ts'
import { type TextFile, textFile, yamlFiles } from './entity-files.ts'
import { loadProcedure } from './load-procedure.ts'
import { ProcedureError } from './problem.ts'
import { type Entity, type EntitySource, entitySchema } from './schema/entity.ts'
import { readShape } from './yaml/shape.ts'
import { readYaml } from './yaml/yaml-text.ts'

/**
 * An entity from its folder: `entity.yaml`, `procedures/*.yaml` (one file per version of a procedure) and, when it
 * closes or counts days of its own, `calendars/*.yaml`.
 * @throws ProcedureError that names the file, the line and the path
 */
export function loadEntity(dir: string): Entity {
  const file = join(dir, 'entity.yaml')
  if (!existsSync(file)) throw missing(file, 'Falta el archivo de la entidad')
  const source = readEntity(textFile(file))
  const folder = join(dir, 'procedures')
  const files = yamlFiles(folder).map((found) => readProcedure(found, source))
  if (files.length === 0) throw missing(folder, 'La entidad no tiene ningún procedimiento')
  const versions = checkVersions(files)
  const overlays = yamlFiles(join(dir, 'calendars')).map(readOverlay)
  // Versions come in ascending order, so the newest of each procedure is the one that stays in the map.
  return {
    ...source,
    procedures: new Map(versions.map((version) => [version.id, version])),
    versions,
    overlays,
    letters: new Map(
      versions
        .flatMap(({ templates }) => templates)
        .map((one) => [one.file, readFileSync(join(folder, one.file), 'utf8')]),
    ),
  }
}

export function readEntity({ file, text }: TextFile): EntitySource {
  const yaml = readYaml(text, file)
  const source = readShape(entitySchema, yaml)
  const problems = [...duplicateEntityIds(source), ...parameterProblems(source.params, 'params')]
  return problems.length === 0 ? source : yaml.fail(problems)
}

function readProcedure({ file, text }: TextFile, entity: EntitySource): ProcedureFile {
  return { file, text, procedure: loadProcedure(text, entity, file) }
}

export function readOverlay({ file, text }: TextFile): Overlay {
  const parsed = parseOverlay(text)
  if ('overlay' in parsed) return parsed.overlay
  const { detail, line } = parsed
  throw new ProcedureError(
    { code: 'invalid-shape', path: '', line: line ?? 1, column: 1, detail: detail ?? '' },
    [],
    file,
  )
}

export function missing(file: string, detail: string): ProcedureError {
  return new ProcedureError({ code: 'missing-file', path: '', line: 1, column: 1, detail }, [], file)
}
