import { lineAt, type Violation } from './violation.ts'

/** Put together from pieces, so that this file doesn't find itself. */
const unfinished = new RegExp(
  [
    '\\b(?:TO' + 'DO|FIX' + 'ME|XX' + 'X|HA' + 'CK)\\b',
    '\\b(?:[Ff]or n' + 'ow|[Ss]impli' + 'fied|[Pp]lace' + 'holder|[Nn]ot implem' + 'ented)\\b',
  ].join('|'),
  'g',
)
/** Words that say that something isn't finished: say what is missing, or finish it. */
export const checkUnfinished = (path: string, text: string): Violation[] => find(path, text, unfinished)

function find(path: string, text: string, words: RegExp): Violation[] {
  return [...text.matchAll(words)].map((match) => ({
    path,
    line: lineAt(text, match.index),
    detail: `says «${match[0]}»`,
  }))
}
