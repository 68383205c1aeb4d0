import { checkProcedure } from './checks/check-procedure.ts'
import type { EntityNames } from './checks/typification.ts'
import type { Transition, TransitionSource } from './schema/flow.ts'
import { type Procedure, type ProcedureSource, procedureSchema } from './schema/procedure.ts'
import { readShape } from './yaml/shape.ts'
import { readYaml, type YamlText } from './yaml/yaml-text.ts'

/**
 * A procedure from its YAML. With `entity` its areas, products and themes are checked too; `file` names the text
 * in errors, and its letters are looked for beside it.
 * @throws ProcedureError with the line, the path and what is wrong, of every problem found
 */
export function loadProcedure(yamlText: string, entity?: EntityNames, file?: string): Procedure {
  return expanded(readProcedureSource(readYaml(yamlText, file), entity))
}

/** The same as its owner wrote it. @throws ProcedureError */
export function readProcedureSource(yaml: YamlText, entity?: EntityNames): ProcedureSource {
  const source = readShape(procedureSchema, yaml)
  const problems = checkProcedure(source, entity, yaml.file)
  return problems.length > 0 ? yaml.fail(problems) : source
}

export function expanded(source: ProcedureSource): Procedure {
  return { ...source, transitions: source.transitions.flatMap(expand) }
}

/** A move written once for several states becomes one transition per state: `responder:radicada`. */
function expand({ from, to, ...move }: TransitionSource): Transition[] {
  if (typeof from === 'string') return [{ ...move, from, to: to ?? from }]
  return from.map((state) => ({ ...move, id: `${move.id}:${state}`, from: state, to: to ?? state }))
}
