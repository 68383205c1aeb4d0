import type { Bounds } from '../bounds.ts'
import type { Row } from '../sms/row.ts'
import { damaged } from '../unreadable.ts'
import type { Archive } from '../zip/archive.ts'
import { TextStore } from './text-store.ts'
import type { Workbook } from './workbook.ts'
import { eachXml, readXml } from './xml.ts'

/** The rows of a sheet as it streams by; only the texts that its cells share are held. @throws Unreadable */
export async function* sheetRows(
  archive: Archive,
  { sharedStrings }: Workbook,
  sheet: string,
  bounds: Bounds,
): AsyncGenerator<Row> {
  const shared = await sharedTexts(archive, sharedStrings, bounds)
  let done: Row[] = []
  let line = 0
  let cells: string[] = []
  let faulty: number[] = []
  let column = -1
  let type = 'n'
  let value: string | undefined
  let taking = false

  const chunks = readXml(archive.stream(sheet), {
    open(name, { r, t }) {
      if (name === 'row') {
        line = r === undefined ? line + 1 : Number(r)
        if (!Number.isSafeInteger(line) || line < 1) throw damaged('Una fila de la hoja no tiene número.')
        cells = []
        faulty = []
        column = -1
      } else if (name === 'c') {
        column = r === undefined ? column + 1 : columnOf(r)
        type = t ?? 'n'
        value = undefined
      } else if (name === 'v' || name === 't') taking = true
      else if (name === 'rPh') taking = false
    },
    text(text) {
      if (taking && column < bounds.columns) value = (value ?? '') + text
    },
    close(name) {
      if (name === 'v' || name === 't') taking = false
      else if (name === 'c' && value !== undefined && column < bounds.columns) {
        if (type === 'e') faulty.push(column)
        while (cells.length < column) cells.push('')
        cells[column] =
          type === 's' ? (shared.at(Number(value)) ?? '') : type === 'n' ? plainNumber(value) : value
      } else if (name === 'row') done.push({ line, cells, ...(faulty.length > 0 && { faulty }) })
    },
  })
  for await (const _ of chunks) {
    const ready = done
    done = []
    yield* ready
  }
  yield* done
}

async function sharedTexts(archive: Archive, part: string | undefined, bounds: Bounds): Promise<TextStore> {
  const store = new TextStore(bounds.sharedTextBytes)
  if (part === undefined) return store
  let text = ''
  let taking = false
  let phonetic = false
  await eachXml(archive.stream(part), {
    open(name) {
      if (name === 'si') text = ''
      else if (name === 'rPh') phonetic = true
      else if (name === 't') taking = !phonetic
    },
    text(piece) {
      if (taking) text += piece
    },
    close(name) {
      if (name === 't') taking = false
      else if (name === 'rPh') phonetic = false
      else if (name === 'si') store.push(text)
    },
  })
  return store
}

/** 'AB12' → 27 */
function columnOf(reference: string): number {
  let column = 0
  for (const letter of reference.toUpperCase()) {
    const place = letter.charCodeAt(0) - 64
    if (place < 1 || place > 26) break
    column = column * 26 + place
  }
  if (column === 0) throw damaged('Una celda de la hoja no tiene lugar.')
  return column - 1
}

/** A workbook keeps 1020304050 as 1.02030405E9 now and then; a person sees the digits. */
function plainNumber(value: string): string {
  const number = Number(value)
  return Number.isSafeInteger(number) ? String(number) : value
}
