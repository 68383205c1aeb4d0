import { createHash } from 'node:crypto'
import {
  type PDFContext,
  PDFDict,
  type PDFDocument,
  PDFHexString,
  PDFName,
  PDFRawStream,
  PDFRef,
} from '@cantoo/pdf-lib'
import { withoutPictureMetadata } from '../document/picture.ts'
import { bytesOf, isJpeg, markup, type PdfStructure } from './structure.ts'
import { dictOf, has, nameOf, reachable } from './walk.ts'
import { smallXmp } from './xmp.ts'

/**
 * The document written anew without what says who made it, with what and when: information, XMP, private data of
 * programs, authors and dates of annotations, Exif of pictures, and every object that nothing refers to, which is where former versions
 * of the document lie. A real title stays, and which standard (PDF/A, PDF/UA) the document keeps; pages stay as they
 * are, stream by stream. The same file gives the same bytes.
 */
export async function cleanPdf(
  document: PDFDocument,
  { standards, title }: Pick<PdfStructure, 'standards' | 'title'>,
  original: Buffer,
): Promise<Buffer> {
  const { context } = document
  for (const { object, ref } of reachable(context, context.trailerInfo.Root)) {
    const dict = dictOf(object)
    if (dict) strip(dict)
    // Readers of PDF don't heed how a picture says that it is turned.
    if (dict && ref && object instanceof PDFRawStream && isJpeg(dict))
      context.assign(ref, PDFRawStream.of(dict, withoutPictureMetadata(bytesOf(object), false)))
  }
  const xmp = smallXmp(standards, title)
  if (xmp !== undefined) {
    const packet = context.stream(Buffer.from(xmp), { Type: 'Metadata', Subtype: 'XML' })
    document.catalog.set(PDFName.of('Metadata'), context.register(packet))
  }
  const information = title === undefined ? undefined : context.register(informationOf(context, title))
  if (information) context.trailerInfo.Info = information
  else delete context.trailerInfo.Info
  const id = PDFHexString.of(createHash('sha256').update(original).digest('hex').slice(0, 32))
  context.trailerInfo.ID = context.obj([id, id])
  dropUnused(context)
  return Buffer.from(
    await document.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false }),
  )
}

function informationOf(context: PDFContext, title: string): PDFDict {
  const info = PDFDict.withContext(context)
  info.set(PDFName.of('Title'), PDFHexString.fromText(title))
  return info
}

function strip(dict: PDFDict): void {
  for (const key of dict.keys()) {
    const name = key.decodeText()
    if (['PieceInfo', 'LastModified', 'Metadata', 'CreatorInfo'].includes(name) || name.startsWith('PTEX.'))
      dict.delete(key)
  }
  if (!markup.has(nameOf(dict, 'Subtype') ?? '')) return
  for (const name of ['T', 'CreationDate', 'M']) if (has(dict, name)) dict.delete(PDFName.of(name))
}

function dropUnused(context: PDFContext): void {
  const used = new Set<string>()
  for (const root of [context.trailerInfo.Root, context.trailerInfo.Info, context.trailerInfo.ID])
    for (const { ref } of reachable(context, root)) if (ref) used.add(ref.tag)
  if (context.trailerInfo.Info instanceof PDFRef) used.add(context.trailerInfo.Info.tag)
  for (const [ref] of context.enumerateIndirectObjects()) if (!used.has(ref.tag)) context.delete(ref)
}
