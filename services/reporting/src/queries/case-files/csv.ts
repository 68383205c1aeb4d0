import { createHash } from 'node:crypto'
import type { Db } from '@ventanilla/database'
import { type CaseFile, type CaseFilesAsked, readCaseFiles } from './reader.ts'

const COLUMNS = [
  ...[
    'caseId',
    'radicado',
    'procedure',
    'kind',
    'theme',
    'product',
    'channel',
    'mode',
    'state',
    'area',
    'level',
  ],
  ...['receivedAt', 'receivedOn', 'open', 'reopened', 'due', 'clockState', 'light', 'extendedDays'],
  ...['answeredOn', 'late', 'closedOn', 'outcome', 'recordedBy', 'externalRef', 'flags'],
  ...['mergedInto', 'priority', 'priorityGround', 'priorityOn'],
] as const satisfies readonly (keyof CaseFile)[]

const PAGE = 500

/**
 * The case files as CSV (RFC 4180, UTF-8), page by page, each page as it is when it is read. The last line says how
 * many rows came and the SHA-256 of everything before it: without that line the file is not whole.
 */
export async function* caseFilesCsv(
  db: Db,
  asked: Omit<CaseFilesAsked, 'after' | 'limit'>,
): AsyncGenerator<string> {
  const hash = createHash('sha256')
  const told = (text: string) => {
    hash.update(text)
    return text
  }
  let rows = 0
  // Goes out with the first page: a database that can't be read is still an error, and no 200 that breaks off.
  let head = csvLine(COLUMNS)
  let after: CaseFilesAsked['after']
  do {
    const found = await readCaseFiles(db, { ...asked, after, limit: PAGE })
    const page = found.slice(0, PAGE)
    yield told(head + page.map(lineOf).join(''))
    head = ''
    rows += page.length
    after = found.length > PAGE ? page.at(-1) : undefined
  } while (after !== undefined)
  yield `# filas=${rows} sha256=${hash.digest('hex')}\r\n`
}

function lineOf(file: CaseFile): string {
  return csvLine(
    COLUMNS.map((column) => {
      const value = file[column]
      return Array.isArray(value) ? value.join(' ') : String(value ?? '')
    }),
  )
}

function csvLine(values: readonly string[]): string {
  return `${values.map(quoted).join(',')}\r\n`
}

/** A spreadsheet takes what begins with one of these for a formula: an apostrophe keeps it a text. */
function quoted(value: string): string {
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
