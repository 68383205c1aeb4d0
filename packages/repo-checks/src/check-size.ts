import type { Violation } from './violation.ts'

const longest = 300

/** One file, one idea: a file that needs more than this holds two. */
export function checkSize(path: string, text: string): Violation[] {
  const lines = text.trimEnd().split('\n').length
  return lines > longest ? [{ path, detail: `has ${lines} lines, more than ${longest}` }] : []
}
