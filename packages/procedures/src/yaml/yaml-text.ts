import { valuesOf, yamlFault } from '@ventanilla/calendar'
import { type Document, isAlias, isMap, isNode, isSeq, LineCounter, parseDocument } from 'yaml'
import { type LocatedProblem, type Path, type Problem, ProcedureError, pathText } from '../problem.ts'
import { anchorsOf, type NamedValue } from './anchors.ts'

/** What is said of a place in a file, whoever says it. */
export interface Said<Code extends string> {
  code: Code
  path: Path
  /** Spanish, for the owner of the process. */
  detail: string
}

/** A YAML text that remembers where everything stands in it. */
export interface YamlText {
  /** Where it was read from, when it lies in a file. */
  file: string | undefined
  value: unknown
  /** The values that have a name of their own (`&name`), and whether another place refers to it. */
  named: readonly NamedValue[]
  /** Ends the reading with an error at the lines of the problems, in their order in the file. */
  fail(problems: readonly Problem[]): never
  /** The same places without ending anything. */
  locate<Code extends string>(said: readonly Said<Code>[]): Located<Code>[]
}

export interface Located<Code extends string> extends Omit<LocatedProblem, 'code'> {
  code: Code
}

export function readYaml(text: string, file?: string): YamlText {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false })
  const placeOf = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }

  const locate = <Code extends string>(said: readonly Said<Code>[]): Located<Code>[] =>
    said
      .map(({ code, path, detail }) => ({
        ...{ code, path: pathText(path) },
        ...placeOf(offsetOf(document, path)),
        detail,
      }))
      .sort((a, b) => a.line - b.line || a.column - b.column)

  const fail = (problems: readonly Problem[]): never => {
    const [first, ...others] = locate(problems)
    if (first === undefined) throw new TypeError('fail() was called without a problem')
    throw new ProcedureError(first, others, file)
  }

  const broken = (reason: string, offset: number): LocatedProblem => {
    const detail = `El texto no es YAML: ${reason}`
    return { code: 'invalid-yaml', path: '', ...placeOf(offset), detail }
  }
  const [first, ...others] = document.errors.map((error) => broken(yamlFault(error), error.pos[0]))
  if (first !== undefined) throw new ProcedureError(first, others, file)
  const values = valuesOf(document, text)
  if ('reason' in values) throw new ProcedureError(broken(values.reason, values.offset), [], file)
  return { file, value: values.value, named: anchorsOf(document), fail, locate }
}

/**
 * Offset of what `path` names, or of the nearest thing around it that exists (a missing field has no place). Inside a
 * value given by reference it is where the value is written: that is the line to change.
 */
function offsetOf(document: Document.Parsed, path: Path): number {
  let node: unknown = document.contents
  let offset = start(node) ?? 0
  for (const step of path) {
    const next = child(isAlias(node) ? node.resolve(document) : node, step)
    if (next === undefined) return offset
    ;({ node, offset } = next)
  }
  return offset
}

function child(node: unknown, step: string | number): { node: unknown; offset: number } | undefined {
  if (isSeq(node) && typeof step === 'number') {
    const item = node.items[step]
    const offset = start(item)
    return offset === undefined ? undefined : { node: item, offset }
  }
  if (!isMap(node)) return undefined
  const pair = node.items.find(({ key }) => String(key) === String(step))
  const offset = start(pair?.key)
  return pair === undefined || offset === undefined ? undefined : { node: pair.value, offset }
}

function start(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined
}
