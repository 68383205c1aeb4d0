import type { Bounds } from '../bounds.ts'
import { startsAsContainer } from '../cfb/container.ts'
import type { Facts } from '../check.ts'
import type { Findings } from '../findings.ts'
import { typeRefused } from '../media-type.ts'
import type { DocumentFormat, FileParameters } from '../parameters.ts'
import { startsAsPdf } from '../pdf/reader.ts'
import { type ByteSource, held } from '../source.ts'
import { isWorkbook } from '../xlsx/workbook.ts'
import { openArchive, startsAsZip } from '../zip/archive.ts'
import { checkPdf } from './check-pdf.ts'
import { checkXls } from './check-xls.ts'
import { checkXlsx } from './check-xlsx.ts'

const inWords: Readonly<Record<DocumentFormat, string>> = {
  pdf: 'PDF',
  xls: 'Excel (.xls)',
  xlsx: 'Excel (.xlsx)',
}

/** A document for the portal against the procedure. @throws Unreadable */
export async function checkDocument(
  source: ByteSource,
  parameters: FileParameters,
  bounds: Bounds,
  findings: Findings,
): Promise<Facts> {
  const formats = parameters['documento-formatos']
  const wanted = formats.map((format) => inWords[format]).join(', ')
  const bytes = await held(source, bounds.heldBytes)
  if (startsAsContainer(bytes)) return await checkXls(bytes, formats.includes('xls'), wanted, findings)
  if (startsAsZip(bytes) && formats.includes('xlsx')) {
    const archive = await openArchive(bytes, bounds)
    if (isWorkbook(archive)) return await checkXlsx(archive, bounds, findings)
  } else if (startsAsPdf(bytes) && formats.includes('pdf')) return await checkPdf(bytes, bounds, findings)
  throw await typeRefused(bytes, wanted)
}
