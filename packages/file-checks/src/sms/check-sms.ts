import type { Bounds } from '../bounds.ts'
import { isEncryptedOffice, startsAsContainer } from '../cfb/container.ts'
import type { Facts } from '../check.ts'
import type { Findings } from '../findings.ts'
import { HEAD_BYTES, mediaTypeOf, typeRefused } from '../media-type.ts'
import type { FileParameters } from '../parameters.ts'
import { type ByteSource, held, peek } from '../source.ts'
import { Unreadable } from '../unreadable.ts'
import { sheetRows } from '../xlsx/rows.ts'
import { isWorkbook, readWorkbook } from '../xlsx/workbook.ts'
import { openArchive, startsAsZip } from '../zip/archive.ts'
import { checkRows } from './check-rows.ts'
import { csvRows } from './csv.ts'
import { decodeText } from './text.ts'

const WANTED = 'una lista en CSV o en Excel (.xlsx)'

/** The list of a campaign against the procedure. A CSV file is never held; of a workbook, what is packed. @throws Unreadable */
export async function checkSms(
  source: ByteSource,
  parameters: FileParameters,
  bounds: Bounds,
  findings: Findings,
): Promise<Facts> {
  const { head, all } = await peek(source, HEAD_BYTES)
  if (head.length === 0) throw new Unreadable('file-empty', 'El archivo llegó sin contenido.')
  if (head.length >= 4 && startsAsContainer(head)) {
    const bytes = await held(all, bounds.heldBytes)
    if (await isEncryptedOffice(bytes))
      throw new Unreadable('file-password', 'El libro pide contraseña para abrirse.')
    throw await typeRefused(bytes, WANTED)
  }
  if (head.length >= 4 && startsAsZip(head)) return await checkWorkbook(all, parameters, bounds, findings)
  if (await isBinary(head)) throw await typeRefused(head, WANTED)
  const { text, encoding } = decodeText(all)
  const rows = await checkRows(csvRows(text, bounds), parameters, bounds, findings)
  return { format: 'csv', rows, encoding: encoding() }
}

async function checkWorkbook(
  source: ByteSource,
  parameters: FileParameters,
  bounds: Bounds,
  findings: Findings,
): Promise<Facts> {
  const bytes = await held(source, bounds.heldBytes)
  const archive = await openArchive(bytes, bounds)
  if (!isWorkbook(archive)) throw await typeRefused(bytes, WANTED)
  const workbook = await readWorkbook(archive)
  const [first, ...others] = workbook.sheets
  if (first === undefined) throw new Unreadable('file-damaged', 'El libro no tiene hojas.')
  if (others.length > 0)
    findings.add('sms-sheets-ignored', `Se revisó la primera hoja; hay ${others.length} más.`, {
      found: others.length,
    })
  const rows = await checkRows(sheetRows(archive, workbook, first, bounds), parameters, bounds, findings)
  return { format: 'xlsx', rows }
}

/** No text has a zero byte, but for UTF-16, which begins with its mark. */
async function isBinary(head: Buffer): Promise<boolean> {
  const marked = head.length >= 2 && ['fffe', 'feff'].includes(head.toString('hex', 0, 2))
  return !marked && (head.includes(0) || (await mediaTypeOf(head)) !== undefined)
}
