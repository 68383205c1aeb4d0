import type { Difference } from './compare.ts'

/**
 * What a change would mean to a case that is open, if its procedure were the later one:
 * `none` nothing, `apply` it goes on under what has changed, `stuck` where it stands isn't there any more.
 */
export type ForOpenCases = 'none' | 'apply' | 'stuck'

/** A case can stand in one of these, and can't when it is taken away. */
const standing = new Set(['states', 'kinds', 'levels'])

/** Looked at when a case comes in, and never again. */
const atBirth = new Set([
  'version',
  'valid',
  'name',
  'source',
  'channels',
  'initial',
  'reception',
  'typification',
])

/** What is only told. A reason is more: by it a move is asked for. */
const told = new Set(['name', 'source', 'article', 'why'])

/** Whatever isn't known to be without effect is taken to have one: a word that is new to the schema is told of. */
export function forOpenCases({ path, before, after }: Difference): ForOpenCases {
  const [section = ''] = path
  if (atBirth.has(section)) return 'none'
  // Drawn of cases that have ended.
  if (section === 'sample') return 'none'
  // A parameter acts where the file refers to it: there the change is told again.
  if (section === 'parameters') return 'none'
  if (path.length > 2 && told.has(path.at(-1) ?? '')) return 'none'
  return path.length === 2 && standing.has(section) && before !== undefined && after === undefined
    ? 'stuck'
    : 'apply'
}
