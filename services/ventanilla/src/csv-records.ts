import { parse } from 'csv-parse/sync'

export interface CsvRecord {
  /** Physical line, from 1, on which it starts. */
  readonly line: number
  /** Undefined when a quotation mark that opens on that line never closes as it should. */
  readonly cells?: readonly string[]
}

/**
 * Records of a CSV text with '\n' line ends; lines with nothing in any cell are left out. A quotation mark left
 * open would take the rows after it into one field: such a line is given without cells, and reading goes on at
 * the next line.
 * @param width how many cells a record must have for it to be allowed to span several lines
 */
export function* csvRecords(text: string, delimiter: string, width: number): Generator<CsvRecord> {
  const lines = text.split('\n')
  let start = 0
  while (start < lines.length) {
    let next = start
    for (const { cells, end } of spans(lines.slice(start).join('\n'), delimiter)) {
      const line = next + 1
      const last = start + end
      if (last > line && cells.length !== width) break
      next = last
      if (cells.some((cell) => cell.trim() !== '')) yield { line, cells }
    }
    if (next >= lines.length || lines.slice(next).every((line) => line === '')) return
    yield { line: next + 1 }
    start = next + 1
  }
}

interface Span {
  readonly cells: readonly string[]
  /** Lines up to and including its last. */
  readonly end: number
}

/** Every record up to the end of the text, or up to a quotation mark that is open there. */
function spans(text: string, delimiter: string): readonly Span[] {
  const found: Span[] = []
  try {
    parse(text, {
      delimiter,
      record_delimiter: '\n',
      relax_column_count: true,
      relax_quotes: true,
      on_record: (cells: string[], { lines }) => {
        found.push({ cells, end: lines })
        return null
      },
    })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'CSV_QUOTE_NOT_CLOSED')) throw error
  }
  return found
}
