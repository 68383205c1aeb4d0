import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { checkVersions } from '../checks/versions.ts'
import { type TextFile, textFile, yamlFiles } from '../entity-files.ts'
import { missing, readEntity, readOverlay } from '../load-entity.ts'
import { ProcedureError } from '../problem.ts'
import type { EntitySource } from '../schema/entity.ts'
import { unknownNames } from '../warnings/calendar-names.ts'
import { unusedNames } from '../warnings/unused.ts'
import { readYaml } from '../yaml/yaml-text.ts'
import { inspectProcedure } from './inspect-procedure.ts'
import { asWarning, attempt, type Finding, type Inspected } from './report.ts'

/** Every file of an entity's folder; a mistake in one hides none of another. */
export function inspectEntity(dir: string): Inspected[] {
  const file = join(dir, 'entity.yaml')
  if (!existsSync(file)) return [absent(file, 'Falta el archivo de la entidad')]
  const entity = inspectEntityFile(textFile(file))
  const folder = join(dir, 'procedures')
  const procedures = yamlFiles(folder).map((found) => inspectProcedure(found, entity.source))
  if (procedures.length === 0)
    return [entity.inspected, absent(folder, 'La entidad no tiene ningún procedimiento')]
  const calendars = yamlFiles(join(dir, 'calendars')).map((found) => inspectOverlay(found, procedures))
  const all = [entity.inspected, ...withCollisions(procedures), ...calendars]
  return all.map((one) => ({ ...one, ...(entity.source && { entity: entity.source }) }))
}

function inspectEntityFile(found: TextFile): { source?: EntitySource; inspected: Inspected } {
  const { value, errors } = attempt(() => {
    const yaml = readYaml(found.text, found.file)
    const source = readEntity(found)
    return { source, warnings: yaml.locate(unusedNames(yaml.named)).map(asWarning) }
  })
  if (value === undefined) return { inspected: { ...found, findings: errors } }
  return { source: value.source, inspected: { ...found, findings: value.warnings } }
}

/** What a calendar names is known from all the procedures, so none of them may be unreadable. */
function inspectOverlay(found: TextFile, procedures: readonly Inspected[]): Inspected {
  const { value, errors } = attempt(() => readOverlay(found))
  if (value === undefined) return { ...found, findings: errors }
  const read = procedures.flatMap(({ procedure }) => procedure ?? [])
  const said = read.length === procedures.length ? unknownNames(value, read) : []
  return { ...found, findings: readYaml(found.text, found.file).locate(said).map(asWarning) }
}

/** Versions that collide are told at the later of two; the others are then held against one another without it. */
function withCollisions(inspected: readonly Inspected[]): Inspected[] {
  const more = new Map<string, Finding[]>()
  let left = inspected.flatMap(({ file, text, procedure }) =>
    procedure === undefined ? [] : [{ file, text, procedure }],
  )
  for (let collides = true; collides; ) {
    collides = false
    try {
      checkVersions(left)
    } catch (error) {
      if (!(error instanceof ProcedureError)) throw error
      const { file = '', problems } = error
      more.set(
        file,
        problems.map((one) => ({ severity: 'error', ...one })),
      )
      left = left.filter((one) => one.file !== file)
      collides = true
    }
  }
  return inspected.map((one) => {
    const collisions = more.get(one.file)
    return collisions === undefined
      ? one
      : { ...one, findings: [...one.findings, ...collisions].sort(byPlace) }
  })
}

function byPlace(a: Finding, b: Finding): number {
  return a.line - b.line || a.column - b.column
}

function absent(file: string, detail: string): Inspected {
  const [problem] = missing(file, detail).problems
  return { file, text: '', findings: problem === undefined ? [] : [{ severity: 'error', ...problem }] }
}
