/** What we refuse in JSON that parses. */
export type JsonHazard = 'too-deep' | 'forbidden-key' | 'unstorable-text'

/** How many arrays and objects may hold one another. Filings need 8; a stack bomb needs thousands. */
export const maxDepth = 64

type Step = { value: unknown; path: string; depth: number }

/**
 * The first hazard in a parsed JSON value, with the path to it, undefined when there is none.
 * - `forbidden-key`: `__proto__`, or `constructor` holding `prototype`: they poison whoever merges objects.
 * - `unstorable-text`: U+0000 or half a surrogate pair: valid JSON that PostgreSQL's jsonb refuses (22P05).
 */
export function inspectJson(root: unknown, path: string): { hazard: JsonHazard; path: string } | undefined {
  const pending: Step[] = [{ value: root, path, depth: 0 }]
  for (let step = pending.pop(); step; step = pending.pop()) {
    const { value, path, depth } = step
    if (typeof value === 'string') {
      if (!isStorable(value)) return { hazard: 'unstorable-text', path }
    } else if (typeof value === 'object' && value !== null) {
      if (depth >= maxDepth) return { hazard: 'too-deep', path: firstLevels(path) }
      if (Array.isArray(value)) {
        for (let i = value.length - 1; i >= 0; i--) {
          pending.push({ value: value[i], path: `${path}[${i}]`, depth: depth + 1 })
        }
      } else {
        for (const [key, member] of Object.entries(value).reverse()) {
          if (isForbidden(key, member)) return { hazard: 'forbidden-key', path: `${path}.${key}` }
          if (!isStorable(key)) return { hazard: 'unstorable-text', path }
          pending.push({ value: member, path: `${path}.${key}`, depth: depth + 1 })
        }
      }
    }
  }
  return undefined
}

function isForbidden(key: string, member: unknown): boolean {
  if (key === '__proto__') return true
  return (
    key === 'constructor' &&
    typeof member === 'object' &&
    member !== null &&
    Object.hasOwn(member, 'prototype')
  )
}

function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000')
}

function firstLevels(path: string): string {
  return path.length <= 80 ? path : `${path.slice(0, 80)}…`
}
