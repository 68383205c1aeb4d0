import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import type { Bounds } from '../bounds.ts'
import { damaged, expands, Unreadable } from '../unreadable.ts'

export interface PdfText {
  readonly pages: number
  /** Numbers of the pages without a text, from 1. */
  readonly withoutText: readonly number[]
  /** SHA-256 of all texts, page by page: the same before and after cleaning. */
  readonly textSha256: string
  /** It is encrypted, and opened without a password all the same. */
  readonly locked: boolean
  readonly tagged: boolean
  readonly language: string | undefined
  /** The entries of its information dictionary, and whether it has XMP, as this reader sees them. */
  readonly information: readonly string[]
  readonly hasXmp: boolean
}

export const startsAsPdf = (bytes: Buffer): boolean => bytes.subarray(0, 1024).includes('%PDF-')

/**
 * What a reader of PDF sees. Loaded where it is needed: it takes longer to load than a page to read.
 * @throws Unreadable `file-password`, `file-damaged`
 */
export async function readPdf(bytes: Buffer, bounds: Bounds): Promise<PdfText> {
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const folder = new URL('./', import.meta.resolve('pdfjs-dist/package.json'))
  const task = getDocument({
    // It takes the memory over, so it gets its own.
    data: new Uint8Array(bytes),
    cMapUrl: fileURLToPath(new URL('cmaps/', folder)),
    standardFontDataUrl: fileURLToPath(new URL('standard_fonts/', folder)),
    ...{ cMapPacked: true, disableFontFace: true, useSystemFonts: false, enableXfa: false, useWasm: false },
    ...{ isEvalSupported: false, stopAtErrors: false, verbosity: VerbosityLevel.ERRORS },
  })
  try {
    const document = await task.promise
    const pages = document.numPages
    if (pages > bounds.pages) throw expands(`Tiene más de ${bounds.pages} páginas.`)
    const hash = createHash('sha256')
    const withoutText: number[] = []
    for (let number = 1; number <= pages; number++) {
      const page = await document.getPage(number)
      const { items } = await page.getTextContent()
      const text = items.map((item) => ('str' in item ? item.str : '')).join('')
      if (text.trim() === '') withoutText.push(number)
      hash.update(`${text}\f`)
      page.cleanup()
    }
    // Declared as an object; what comes is a Map.
    const mark = (await document.getMarkInfo()) as unknown as ReadonlyMap<string, boolean> | null
    const tagged = mark?.get('Marked') === true
    const { info, metadata } = await document.getMetadata()
    const known = info as Record<string, unknown>
    return {
      ...{ pages, withoutText, tagged, textSha256: hash.digest('hex') },
      locked: known.EncryptFilterName !== null && known.EncryptFilterName !== undefined,
      language: typeof known.Language === 'string' ? known.Language : undefined,
      information: Object.keys(known).filter((name) => !ownWords.has(name)),
      hasXmp: metadata !== null,
    }
  } catch (error) {
    throw faultOf(error)
  } finally {
    await task.destroy()
  }
}

/** What pdfjs adds to the information of a document. */
const ownWords = new Set(
  (
    'PDFFormatVersion Language EncryptFilterName IsLinearized IsAcroFormPresent IsXFAPresent IsCollectionPresent ' +
    'IsSignaturesPresent'
  ).split(' '),
)

function faultOf(error: unknown): unknown {
  if (error instanceof Unreadable || !(error instanceof Error)) return error
  if (error.name === 'PasswordException')
    return new Unreadable('file-password', 'El documento pide contraseña para abrirse.', { cause: error })
  return damaged('El PDF no se puede leer: está dañado o incompleto.', error)
}
