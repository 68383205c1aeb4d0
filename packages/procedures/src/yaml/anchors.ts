import { type Document, isAlias, isMap, isPair, isScalar, isSeq, visit } from 'yaml'
import type { Path } from '../problem.ts'

/** A value that other places of the text may refer to. */
export interface NamedValue {
  name: string
  path: Path
  /** Whether any does. */
  used: boolean
}

export function anchorsOf(document: Document.Parsed): NamedValue[] {
  const named: Omit<NamedValue, 'used'>[] = []
  const used = new Set<string>()
  visit(document, {
    Node(key, node, ancestors) {
      if (isAlias(node)) used.add(node.source)
      else if (node.anchor !== undefined)
        named.push({ name: node.anchor, path: pathOf([...ancestors, node], key) })
    },
  })
  return named.map((one) => ({ ...one, used: used.has(one.name) }))
}

/** The steps from the top to the last of nodes that lie one inside the other. */
function pathOf(nodes: readonly unknown[], key: unknown): Path {
  return nodes.flatMap((node, at): (string | number)[] => {
    const next = nodes[at + 1]
    if (isSeq(node) && next !== undefined) return [node.items.indexOf(next)]
    if (isPair(node) && isScalar(node.key) && isMap(nodes[at - 1]) && key !== 'key')
      return [String(node.key.value)]
    return []
  })
}
