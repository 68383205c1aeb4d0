import { decodePDFRawStream, type PDFDocument, PDFRawStream, PDFStream } from '@cantoo/pdf-lib'
import { damaged } from '../unreadable.ts'

/** What a stream unpacks to. @throws Unreadable */
export function contentOf(stream: PDFStream): Buffer {
  if (!(stream instanceof PDFRawStream)) return Buffer.from(stream.getContents())
  try {
    return Buffer.from(decodePDFRawStream(stream).decode())
  } catch (error) {
    throw damaged('Un flujo del PDF no se puede leer.', error)
  }
}

/** Operators that leave something on the page: pictures, curves, texts. */
const painting = /(?:^|[\s\])>])(?:Do|f\*?|F|S|s|B\*?|b\*?|sh|EI|Tj|TJ)(?=$|[\s[(<])/

/** Whether a page, from 1, shows anything at all. */
export function paints(document: PDFDocument, number: number): boolean {
  const contents = document.getPage(number - 1).node.Contents()
  if (contents === undefined) return false
  const streams = contents instanceof PDFStream ? [contents] : contents.asArray()
  return streams.some((one) => {
    const stream = document.context.lookup(one)
    return stream instanceof PDFStream && painting.test(contentOf(stream).toString('latin1'))
  })
}
