import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream, PDFRef, PDFStream } from '@cantoo/pdf-lib'
import { isRealTitle, type MetadataPlace, MetadataPlaces } from '../document/metadata.ts'
import { pictureMetadata } from '../document/picture.ts'
import { contentOf, paints } from './paints.ts'
import { dictOf, has, nameOf, reachable, textOf } from './walk.ts'
import { propertiesOf, type Standard, standardsOf } from './xmp.ts'

/** What a PDF carries beside its pages. */
export interface PdfStructure {
  readonly metadata: readonly MetadataPlace[]
  readonly standards: readonly Standard[]
  readonly title: string | undefined
  readonly active: boolean
  readonly attachments: number
  readonly signed: boolean
  /** Numbers of the pages, from 1, that paint something. */
  readonly painted: ReadonlySet<number>
}

export const openPdf = (bytes: Buffer): Promise<PDFDocument> =>
  PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: true })

/** What pdf-lib's parser can't make out. */
export const BROKEN = 'La estructura del PDF está dañada.'

export const XMP = 'XMP'
export const UNUSED = 'objetos sin uso'
export const INFORMATION = 'Info'
const PICTURES = 'imágenes'

export const bytesOf = ({ contents }: PDFRawStream): Buffer =>
  Buffer.from(contents.buffer, contents.byteOffset, contents.byteLength)

/** A picture whose bytes are those of a JPEG, in no other wrapping. */
export function isJpeg(dict: PDFDict): boolean {
  const filter = dict.lookup(PDFName.of('Filter'))
  const [only, ...others] = filter instanceof PDFArray ? filter.asArray() : [filter]
  return nameOf(dict, 'Subtype') === 'Image' && only === PDFName.of('DCTDecode') && others.length === 0
}

/** @throws Unreadable */
export async function structureOf(document: PDFDocument, ofPages: readonly number[]): Promise<PdfStructure> {
  const { context } = document
  const places = new MetadataPlaces()
  const standards: Standard[] = []
  const used = new Set<string>()
  let active = false
  let signed = false
  let attachments = 0
  for (const { object, ref } of reachable(context, context.trailerInfo.Root)) {
    if (ref) used.add(ref.tag)
    const dict = dictOf(object)
    if (!dict) continue
    for (const place of privateKeys(dict)) places.add(place)
    const xmp = dict.lookup(PDFName.of('Metadata'))
    if (xmp instanceof PDFStream) {
      const packet = contentOf(xmp)
      standards.push(...standardsOf(packet.toString('utf8')))
      const names = await propertiesOf(packet)
      if (names.length > 0) places.add(XMP, ...names)
    }
    const carried = object instanceof PDFRawStream && isJpeg(dict) ? pictureMetadata(bytesOf(object)) : []
    if (carried.length > 0) places.add(PICTURES, ...carried)
    active ||= isActive(dict)
    signed ||= has(dict, 'ByteRange') && has(dict, 'Contents')
    if (nameOf(dict, 'Type') === 'Filespec' && has(dict, 'EF')) attachments += 1
  }
  const info = context.lookup(context.trailerInfo.Info)
  const title = info instanceof PDFDict ? textOf(info, 'Title') : undefined
  if (info instanceof PDFDict) {
    const names = info.keys().map((key) => key.decodeText())
    const telling = names.filter((name) => !saysNothing(name, title) && !isEmpty(info, name))
    if (telling.length > 0) places.add(INFORMATION, ...telling)
  }
  if (context.trailerInfo.Info instanceof PDFRef) used.add(context.trailerInfo.Info.tag)
  if (hasUnused(document, used)) places.add(UNUSED)
  return {
    ...{ metadata: places.list(), standards, active, signed, attachments },
    title: title !== undefined && isRealTitle(title) ? title : undefined,
    painted: new Set(ofPages.filter((number) => paints(document, number))),
  }
}

const saysNothing = (name: string, title: string | undefined) =>
  name === 'Trapped' || (name === 'Title' && (title === undefined || isRealTitle(title)))

const isEmpty = (info: PDFDict, name: string) => textOf(info, name)?.trim() === ''

/** Annotations that people make with a mark of their own; a field's name stands under T as well. */
export const markup = new Set(
  (
    'Text FreeText Line Square Circle Polygon PolyLine Highlight Underline Squiggly StrikeOut Stamp Caret Ink ' +
    'FileAttachment Sound Redact'
  ).split(' '),
)

/** Places of a dictionary where programs note who, with what and when. */
export function privateKeys(dict: PDFDict): string[] {
  const found = dict
    .keys()
    .map((key) => key.decodeText())
    .filter((name) => name === 'PieceInfo' || name.startsWith('PTEX.') || name === 'LastModified')
  if (has(dict, 'CreatorInfo')) found.push('CreatorInfo')
  if (markup.has(nameOf(dict, 'Subtype') ?? '') && ['T', 'CreationDate', 'M'].some((key) => has(dict, key)))
    found.push('anotaciones')
  return found
}

function isActive(dict: PDFDict): boolean {
  const action = nameOf(dict, 'S')
  return action === 'JavaScript' || action === 'Launch' || action === 'ImportData'
}

/** Of former versions of the document: what they said of its author is still in the file. */
function hasUnused(document: PDFDocument, used: ReadonlySet<string>): boolean {
  return document.context.enumerateIndirectObjects().some(([ref, object]) => {
    if (used.has(ref.tag)) return false
    const dict = dictOf(object)
    return (
      dict !== undefined &&
      (nameOf(dict, 'Type') === 'Metadata' || has(dict, 'Producer') || has(dict, 'Author'))
    )
  })
}
