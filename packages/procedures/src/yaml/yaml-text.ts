import { type Document, isAlias, isMap, isNode, isSeq, LineCounter, parseDocument, visit } from 'yaml'
import { type LocatedProblem, type Path, type Problem, ProcedureError, pathText } from '../problem.ts'

/** A YAML text that remembers where everything stands in it. */
export interface YamlText {
  value: unknown
  /** Ends the reading with an error at the lines of the problems, in their order in the file. */
  fail(problems: readonly Problem[]): never
}

export function readYaml(text: string, file?: string): YamlText {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true })
  const lineOf = (offset: number) => Math.max(1, lines.linePos(offset).line)

  const fail = (problems: readonly Problem[]): never => {
    const located: LocatedProblem[] = problems.map(({ code, path, detail }) => ({
      code,
      path: pathText(path),
      line: lineOf(offsetOf(document, path)),
      detail,
    }))
    located.sort((a, b) => a.line - b.line)
    const [first, ...others] = located
    if (first === undefined) throw new TypeError('fail() was called without a problem')
    throw new ProcedureError(first, others, file)
  }

  const broken = (reason: string, line: number) => {
    const detail = `El texto no es YAML: ${reason.split('\n')[0]}`
    return new ProcedureError({ code: 'invalid-yaml', path: '', line, detail }, [], file)
  }
  const [error] = document.errors
  if (error !== undefined) throw broken(error.message, lineOf(error.pos[0]))
  try {
    return { value: document.toJS(), fail }
  } catch (cause) {
    // A reference to nothing, or one that expands without measure, shows only when the values are built.
    throw broken(cause instanceof Error ? cause.message : String(cause), lineOf(lostAlias(document) ?? 0))
  }
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

/** Offset of the first reference to a name that nothing carries. */
function lostAlias(document: Document.Parsed): number | undefined {
  let found: number | undefined
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document) !== undefined) return undefined
      found = start(alias)
      return visit.BREAK
    },
  })
  return found
}
