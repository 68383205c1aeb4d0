import { lineAt, type Violation } from './violation.ts'

/** Put together from pieces, so that this file doesn't find itself. */
const unfinished = new RegExp(
  [
    '\\b(?:TO' + 'DO|FIX' + 'ME|XX' + 'X|HA' + 'CK)\\b',
    '\\b(?:[Ff]or n' + 'ow|[Ss]impli' + 'fied|[Pp]lace' + 'holder|[Nn]ot implem' + 'ented)\\b',
  ].join('|'),
  'g',
)
const elsewhere = new RegExp(['\\.\\./sha' + 'red\\b', '/work/sha' + 'red\\b'].join('|'), 'g')
const registries = new RegExp(
  [
    '\\bregis' + 'try\\.[a-z0-9-]+\\.[a-z]+',
    'npm' + 'js\\.(?:org|com)',
    'yarn' + 'pkg\\.com',
    'npm\\.pkg\\.gith' + 'ub',
  ].join('|'),
  'gi',
)

/** Words that say that something isn't finished: say what is missing, or finish it. */
export const checkUnfinished = (path: string, text: string): Violation[] => find(path, text, unfinished)

/** What lies beside one machine's checkout isn't there on another's: only CI looks, and says when it isn't. */
export const checkElsewhere = (path: string, text: string): Violation[] => find(path, text, elsewhere)

/** Where packages come from is the machine's affair. */
export const checkRegistries = (path: string, text: string): Violation[] => find(path, text, registries)

function find(path: string, text: string, words: RegExp): Violation[] {
  return [...text.matchAll(words)].map((match) => ({
    path,
    line: lineAt(text, match.index),
    detail: `says «${match[0]}»`,
  }))
}
