import { readFile } from 'node:fs/promises'
import { type CsvRecord, csvRecords } from './csv-records.ts'
import { csvText } from './csv-text.ts'
import {
  type BadRow,
  type Column,
  type FilingRow,
  optionalColumns,
  readRow,
  requiredColumns,
} from './filing-row.ts'

export type { BadRow, BadRowCode, Column, FilingRow } from './filing-row.ts'

/** The filings of a file, in its order, and the lines that cannot be filed. */
export interface FilingsFile {
  readonly rows: readonly FilingRow[]
  readonly bad: readonly BadRow[]
}

/** The file as a whole is of no use; `detail` is Spanish. */
export interface FileRefusal {
  readonly refused: 'file-unreadable' | 'file-empty' | 'column-missing' | 'column-repeated'
  readonly field?: string
  readonly detail: string
}

/**
 * Reads a CSV of filings: columns `row, filed_on, request_class, channel`, and if there are any `theme,
 * term_days, day_unit, extension_days, total_days, due_on, answered_on, state, timeliness`, in any order, with
 * any others ignored; separated by commas or semicolons. Holds the whole file in memory. Never throws for what
 * the file contains.
 */
export async function readFilings(path: string): Promise<FilingsFile | FileRefusal> {
  let bytes: Uint8Array
  try {
    bytes = await readFile(path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    const why = { ENOENT: 'no existe', EISDIR: 'es una carpeta', EACCES: 'no hay permiso' }[code] ?? code
    return { refused: 'file-unreadable', detail: `no se pudo leer ${path}: ${why}` }
  }
  return parseFilings(bytes)
}

/** As `readFilings`, from the bytes of the file. */
export function parseFilings(bytes: Uint8Array): FilingsFile | FileRefusal {
  const text = csvText(bytes)
  if (text === undefined) {
    const detail = 'el archivo no es un texto CSV; si es una hoja de cálculo, guárdela como CSV UTF-8'
    return { refused: 'file-unreadable', detail }
  }
  const header = text.split('\n').find((line) => line.trim() !== '')
  if (header === undefined) return { refused: 'file-empty', detail: 'el archivo está vacío' }
  const delimiter = !header.includes(',') && header.includes(';') ? ';' : ','
  const names = headerNames(header, delimiter)
  const columns = locate(names)
  if ('refused' in columns) return columns
  const [, ...records] = csvRecords(text, delimiter, names.length)
  if (records.length === 0) return { refused: 'file-empty', detail: 'el archivo no tiene radicaciones' }
  return readRecords(records, columns, names.length)
}

/** Lower-cased names; the empty ones that a spreadsheet leaves at the end are no columns. */
function headerNames(header: string, delimiter: string): readonly string[] {
  const [top] = csvRecords(header, delimiter, 0)
  const names = (top?.cells ?? []).map((name) => name.trim().toLowerCase())
  return names.slice(0, names.findLastIndex((name) => name !== '') + 1)
}

function locate(names: readonly string[]): ReadonlyMap<Column, number> | FileRefusal {
  const columns = new Map<Column, number>()
  for (const column of [...requiredColumns, ...optionalColumns]) {
    const index = names.indexOf(column)
    if (index !== names.lastIndexOf(column)) {
      return { refused: 'column-repeated', field: column, detail: `la columna ${column} está repetida` }
    }
    if (index >= 0) columns.set(column, index)
  }
  const missing = requiredColumns.filter((column) => !columns.has(column))
  if (missing[0] === undefined) return columns
  const detail = `faltan columnas obligatorias en el encabezado: ${missing.join(', ')}`
  return { refused: 'column-missing', field: missing[0], detail }
}

function readRecords(
  records: readonly CsvRecord[],
  columns: ReadonlyMap<Column, number>,
  width: number,
): FilingsFile {
  const rows: FilingRow[] = []
  const bad: BadRow[] = []
  const lineOf = new Map<string, number>()
  for (const { line, cells } of records) {
    const read = readRecord(line, cells, columns, width)
    const earlier = read.row === undefined ? undefined : lineOf.get(read.row)
    if ('code' in read) bad.push(read)
    else if (earlier !== undefined) {
      const reason = `row: el número ${read.row} ya está en la línea ${earlier}`
      bad.push({ line, row: read.row, code: 'row-repeated', reason })
    } else {
      lineOf.set(read.row, line)
      rows.push(read)
    }
  }
  return { rows, bad }
}

function readRecord(
  line: number,
  cells: readonly string[] | undefined,
  columns: ReadonlyMap<Column, number>,
  width: number,
): FilingRow | BadRow {
  if (!cells) return { line, code: 'quote-unclosed', reason: 'hay comillas que no se cierran en la línea' }
  const cell = (column: Column) => cells[columns.get(column) ?? -1]?.trim() ?? ''
  // With a cell too few or too many, every one after the slip would be read as what it is not.
  if (cells.length < width || cells.slice(width).some((extra) => extra.trim() !== '')) {
    const reason = `la línea tiene ${cells.length} celdas y el encabezado ${width}`
    return { line, code: 'columns-differ', reason }
  }
  return readRow(line, cell)
}
