import { createHash } from 'node:crypto'
import type { Bounds } from '../bounds.ts'
import type { Facts } from '../check.ts'
import type { Findings } from '../findings.ts'
import { damaged } from '../unreadable.ts'
import { type Beside, besideCells } from '../xlsx/contents.ts'
import { sheetRows } from '../xlsx/rows.ts'
import { readWorkbook, type Workbook } from '../xlsx/workbook.ts'
import { eachXml } from '../xlsx/xml.ts'
import type { Archive } from '../zip/archive.ts'
import { tellBeside } from './beside.ts'

export interface WorkbookRead extends Beside {
  readonly workbook: Workbook
  readonly locked: boolean
  readonly cells: number
  /** SHA-256 of what stands in the cells, in order: the same before and after cleaning. */
  readonly textSha256: string
}

/** @throws Unreadable */
export async function readXlsx(archive: Archive, bounds: Bounds): Promise<WorkbookRead> {
  const workbook = await readWorkbook(archive)
  if (workbook.sheets.length === 0) throw damaged('El libro no tiene hojas.')
  const hash = createHash('sha256')
  let { locked } = workbook
  let cells = 0
  for (const sheet of workbook.sheets) {
    for await (const row of sheetRows(archive, workbook, sheet, bounds)) {
      if (!('cells' in row)) continue
      for (const cell of row.cells) if (cell !== '') cells += 1
      hash.update(JSON.stringify([row.line, row.cells]))
    }
    hash.update('\n')
    locked ||= await isProtected(archive, sheet)
  }
  return {
    ...(await besideCells(archive, workbook)),
    workbook,
    locked,
    cells,
    textSha256: hash.digest('hex'),
  }
}

async function isProtected(archive: Archive, sheet: string): Promise<boolean> {
  let found = false
  await eachXml(archive.stream(sheet), {
    open(name, { sheet: on = '0' }) {
      if (name === 'sheetProtection' && on !== '0' && on !== 'false') found = true
    },
  })
  return found
}

export async function checkXlsx(archive: Archive, bounds: Bounds, findings: Findings): Promise<Facts> {
  const read = await readXlsx(archive, bounds)
  if (read.locked) findings.add('document-locked', 'El libro o una de sus hojas está protegida.')
  if (read.cells === 0) findings.add('document-without-text', 'Ninguna celda tiene un valor.')
  if (read.macros) findings.add('document-macros', 'El libro tiene macros.')
  for (const part of read.people)
    findings.add('document-people', `En ${part} está el nombre de quien comentó o editó.`, { at: { part } })
  tellBeside('El libro', read, findings)
  return { format: 'xlsx', sheets: read.workbook.sheets.length, cells: read.cells }
}
