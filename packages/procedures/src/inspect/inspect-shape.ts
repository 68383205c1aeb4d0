import type { z } from 'zod'
import type { TextFile } from '../entity-files.ts'
import { readShape } from '../yaml/shape.ts'
import { readYaml } from '../yaml/yaml-text.ts'
import { attempt, type Inspected } from './report.ts'

/** A YAML or JSON file that somebody writes for a tool, read under its schema; mistakes are told at their places. */
export function inspectShape<S extends z.ZodType>(
  schema: S,
  { file, text }: TextFile,
): Inspected & { readonly value?: z.infer<S> } {
  // A mark of the byte order is no part of the text.
  const { value, errors } = attempt(() => readShape(schema, readYaml(text.replace(/^\uFEFF/, ''), file)))
  return { file, text, findings: errors, ...(value !== undefined && { value }) }
}
