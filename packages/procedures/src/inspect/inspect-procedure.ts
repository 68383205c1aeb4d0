import type { EntityNames } from '../checks/typification.ts'
import type { TextFile } from '../entity-files.ts'
import { expanded, readProcedureSource } from '../load-procedure.ts'
import { procedureWarnings } from '../warnings/check-warnings.ts'
import { readYaml } from '../yaml/yaml-text.ts'
import { asWarning, attempt, type Inspected } from './report.ts'

/** One procedure, by itself or with the entity that follows it; warnings only when nothing is wrong. */
export function inspectProcedure({ file, text }: TextFile, entity?: EntityNames): Inspected {
  const read = attempt(() => {
    const yaml = readYaml(text, file)
    const source = readProcedureSource(yaml, entity)
    const warnings = yaml.locate(procedureWarnings(source, yaml.named, entity))
    return { source, procedure: expanded(source), findings: warnings.map(asWarning) }
  })
  return { file, text, findings: read.errors, ...read.value }
}
