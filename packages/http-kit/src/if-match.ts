import { problem } from './problem.ts'

/** The versions of what is to be changed for which a request was decided (RFC 9110 §13.1.1). */
export interface IfMatch {
  allows(version: number): boolean
  /** The oldest of them: what changed since is told to whoever was late. */
  oldest: number
}

/** @throws ProblemError `validation-failed` unless it is `*` or a list of versions as they were given out */
export function ifMatchOf(header: string | string[] | undefined): IfMatch | undefined {
  if (header === undefined) return undefined
  const tags = String(header)
    .split(',')
    .map((tag) => tag.trim())
  if (tags.length === 1 && tags[0] === '*') return { allows: () => true, oldest: 0 }
  const versions = tags.map((tag) => Number(/^"(\d{1,9})"$/.exec(tag)?.[1] ?? Number.NaN))
  if (versions.every(Number.isInteger))
    return { allows: (version) => versions.includes(version), oldest: Math.min(...versions) }
  throw problem('validation-failed', {
    field: 'headers.if-match',
    detail: 'If-Match lleva la versión entre comillas, tal como vino en ETag: "7".',
  })
}
