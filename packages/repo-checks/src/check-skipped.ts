import { type Node, Visitor } from 'oxc-parser'
import type { Source } from './source.ts'
import { lineAt, type Violation } from './violation.ts'

const runners = new Set(['it', 'test', 'describe', 'suite', 'bench', 'context', 'ctx', 'task'])
const evasions = new Set(['skip', 'only', 'todo', 'skipIf', 'runIf', 'fails'])
const short = new Set(['xit', 'xtest', 'xdescribe', 'fit', 'fdescribe'])

/** A test that doesn't run proves nothing; one that runs alone hides the others. */
export function checkSkipped({ path, text, program, imports }: Source): Violation[] {
  if (!imports.some(({ specifier }) => specifier === 'vitest')) return []
  const found: Violation[] = []
  const tell = (start: number, code: string) =>
    found.push({ path, line: lineAt(text, start), detail: `leaves tests out by ${code}` })
  new Visitor({
    MemberExpression: ({ object, property, start }) => {
      if (property.type !== 'Identifier' || !evasions.has(property.name)) return
      const runner = rootName(object)
      if (runners.has(runner)) tell(start, `${runner}.${property.name}`)
    },
    CallExpression: ({ callee, arguments: given, start }) => {
      const runner = rootName(callee)
      if (short.has(runner)) tell(start, runner)
      if (!runners.has(runner)) return
      for (const one of given) for (const key of evasionKeys(one)) tell(start, `{ ${key} }`)
    },
  }).visit(program)
  return found
}

/** `it.concurrent.skip` → 'it'. */
function rootName(node: Node): string {
  if (node.type === 'Identifier') return node.name
  if (node.type === 'MemberExpression') return rootName(node.object)
  return node.type === 'CallExpression' ? rootName(node.callee) : ''
}

function evasionKeys(node: Node): string[] {
  if (node.type !== 'ObjectExpression') return []
  return node.properties.flatMap((one) =>
    one.type === 'Property' && one.key.type === 'Identifier' && evasions.has(one.key.name)
      ? [one.key.name]
      : [],
  )
}
