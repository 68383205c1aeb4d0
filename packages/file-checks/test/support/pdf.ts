import { PDFDocument, PDFName, PDFString, StandardFonts } from '@cantoo/pdf-lib'

/** A PDF of so many pages with a text on each. */
export async function aPdf(
  texts: readonly string[],
  change?: (document: PDFDocument) => void,
): Promise<Buffer> {
  const document = await PDFDocument.create({ updateMetadata: false })
  const font = await document.embedFont(StandardFonts.Helvetica)
  for (const text of texts) document.addPage([300, 300]).drawText(text, { x: 20, y: 200, size: 12, font })
  document.catalog.set(PDFName.of('Lang'), PDFString.of('es-CO'))
  document.catalog.set(PDFName.of('MarkInfo'), document.context.obj({ Marked: true }))
  change?.(document)
  return Buffer.from(await document.save({ useObjectStreams: false }))
}

/** A PDF written by hand: numbered objects, a table of where they are, and a trailer. */
export function rawPdf(objects: readonly (string | Buffer)[]): Buffer {
  let written = Buffer.from('%PDF-1.7\n')
  const offsets = objects.map((object, index) => {
    const at = written.length
    const before = Buffer.from(`${index + 1} 0 obj\n`)
    written = Buffer.concat([written, before, Buffer.from(object), Buffer.from('\nendobj\n')])
    return `${String(at).padStart(10, '0')} 00000 n \n`
  })
  const size = objects.length + 1
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}trailer\n<</Size ${size}/Root 1 0 R>>\n`
  return Buffer.concat([written, Buffer.from(`${table}startxref\n${written.length}\n%%EOF\n`)])
}
