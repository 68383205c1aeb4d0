import { copyText } from '@ventanilla/database'

const CHUNK = 64 * 1024

/** Rows in COPY's text format, in pieces of some size. */
export function* toCopy(rows: Iterable<readonly (string | number | boolean | null)[]>): Generator<string> {
  let text = ''
  for (const row of rows) {
    text += `${row.map((value) => copyText(value === null ? null : String(value))).join('\t')}\n`
    if (text.length > CHUNK) {
      yield text
      text = ''
    }
  }
  yield text
}
