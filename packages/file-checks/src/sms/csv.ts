import { CsvError, parse } from 'csv-parse/sync'
import type { Bounds } from '../bounds.ts'
import { type Line, linesOf } from './lines.ts'
import type { Row } from './row.ts'

export type Delimiter = ',' | ';' | '\t'

/** Lines that are parsed together: calling the parser for each alone costs more than the parsing. */
const BATCH = 500

/**
 * Rows of a CSV text that streams by; the first is the heading, whose commonest separator is that of the file. A
 * quotation mark left open would take all the rows after it into one cell: such a line is told, and reading goes on at
 * the next. So a row may span lines only if it then has as many cells as the heading.
 */
export async function* csvRows(text: AsyncIterable<string>, bounds: Bounds): AsyncGenerator<Row> {
  const waiting: Line[] = []
  let delimiter: Delimiter | undefined
  let width = 0
  let batch: Line[] = []
  let open: Line[] = []

  function* flush(): Generator<Row> {
    if (delimiter === undefined || batch.length === 0) return
    const cells = cellsOf(batch, delimiter)
    for (const [index, { number }] of batch.entries()) yield { line: number, cells: cells[index] ?? [] }
    batch = []
  }

  function* giveUp(): Generator<Row> {
    const [first, ...rest] = open
    open = []
    yield* flush()
    if (first) yield { line: first.number, fault: 'quote' }
    waiting.unshift(...rest)
  }

  function* take(line: Line): Generator<Row> {
    if (line.text === undefined) {
      yield* flush()
      yield { line: line.number, fault: 'too-long' }
      return
    }
    if (open.length === 0 && line.text.trim() === '') return
    delimiter ??= delimiterOf(line.text)
    open.push(line)
    if (endsOpen(open, delimiter)) {
      const chars = open.reduce((sum, one) => sum + (one.text?.length ?? 0), 0)
      if (open.length >= bounds.rowLines || chars > bounds.rowChars) yield* giveUp()
      return
    }
    if (open.length === 1) {
      if (width === 0) width = cellsOf(open, delimiter)[0]?.length ?? 0
      batch.push(line)
      open = []
      if (batch.length >= BATCH) yield* flush()
      return
    }
    const cells = spanning(open, delimiter)
    const [first] = open
    if (cells === undefined || (width !== 0 && cells.length !== width)) return yield* giveUp()
    width ||= cells.length
    open = []
    yield* flush()
    if (first) yield { line: first.number, cells }
  }

  for await (const line of linesOf(text, bounds.rowChars)) {
    waiting.push(line)
    for (let next = waiting.shift(); next; next = waiting.shift()) yield* take(next)
  }
  while (open.length > 0) {
    yield* giveUp()
    for (let next = waiting.shift(); next; next = waiting.shift()) yield* take(next)
  }
  yield* flush()
}

/** The commonest of the three in the heading; a comma when there is none. */
function delimiterOf(heading: string): Delimiter {
  const count = (one: Delimiter) => heading.split(one).length
  return ([';', '\t'] as const).reduce<Delimiter>((best, one) => (count(one) > count(best) ? one : best), ',')
}

function cellsOf(lines: readonly Line[], delimiter: Delimiter): string[][] {
  return parse(lines.map(({ text }) => text).join('\n'), {
    delimiter,
    record_delimiter: '\n',
    relax_column_count: true,
    relax_quotes: true,
  })
}

/**
 * The cells of a row that spans lines, if it is one: a mark that closes is followed by a separator or by the end. One that
 * was left open is closed by the next that opens a cell, and that one isn't.
 */
function spanning(lines: readonly Line[], delimiter: Delimiter): string[] | undefined {
  try {
    return parse(lines.map(({ text }) => text).join('\n'), { delimiter, record_delimiter: '\n' })[0]
  } catch (error) {
    if (error instanceof CsvError) return undefined
    throw error
  }
}

/** Whether a quotation mark is open at the end: one that begins a cell opens, the next that isn't doubled closes. */
function endsOpen(lines: readonly Line[], delimiter: Delimiter): boolean {
  let quoted = false
  for (const { text = '' } of lines) {
    let begins = true
    for (let at = 0; at < text.length; at++) {
      const char = text[at]
      if (quoted) {
        if (char !== '"') continue
        if (text[at + 1] === '"') at += 1
        else quoted = false
      } else if (char === '"' && begins) quoted = true
      begins = !quoted && char === delimiter
    }
  }
  return quoted
}
