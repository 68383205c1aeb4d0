import { posix } from 'node:path'
import type { Source } from './source.ts'
import type { Violation } from './violation.ts'

type Graph = ReadonlyMap<string, readonly string[]>

/** Files that need each other to load. Imports of types alone are no need. */
export function checkFileCycles(sources: readonly Source[]): Violation[] {
  const graph: Graph = new Map(
    sources.map(({ path, imports }) => [
      path,
      imports
        .filter(({ specifier, typeOnly }) => !typeOnly && specifier.startsWith('.'))
        .map(({ specifier }) => posix.join(posix.dirname(path), specifier)),
    ]),
  )
  return cyclesOf(graph).map(([path = '', ...rest]) => ({
    path,
    detail: `imports itself: ${[path, ...rest, path].join(' → ')}`,
  }))
}

/** Every cycle that a walk of the graph meets, once each, as its nodes in order. */
export function cyclesOf(graph: Graph): string[][] {
  const done = new Set<string>()
  const cycles: string[][] = []
  const walk = (node: string, trail: readonly string[]): void => {
    const seenAt = trail.indexOf(node)
    if (seenAt >= 0) cycles.push(trail.slice(seenAt))
    if (seenAt >= 0 || done.has(node)) return
    for (const next of graph.get(node) ?? []) walk(next, [...trail, node])
    done.add(node)
  }
  for (const node of graph.keys()) walk(node, [])
  return cycles
}
