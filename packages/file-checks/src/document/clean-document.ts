import { createHash } from 'node:crypto'
import type { Bounds } from '../bounds.ts'
import { isEncryptedOffice, startsAsContainer } from '../cfb/container.ts'
import { cleanPdf } from '../pdf/clean.ts'
import { readPdf, startsAsPdf } from '../pdf/reader.ts'
import { BROKEN, openPdf, structureOf } from '../pdf/structure.ts'
import { orDamaged } from '../unreadable.ts'
import { cleanXlsx } from '../xlsx/clean.ts'
import { isWorkbook } from '../xlsx/workbook.ts'
import { openArchive, startsAsZip } from '../zip/archive.ts'
import { readXlsx } from './check-xlsx.ts'
import type { MetadataPlace } from './metadata.ts'

interface Measured {
  readonly sha256: string
  readonly bytes: number
}

/** What was taken out of a document, and that nothing else was; it names places and never what stood there. */
export interface CleaningRecord {
  readonly format: 'pdf' | 'xlsx'
  /** Kept by whoever asked: all that was taken out is in it. */
  readonly original: Measured
  readonly cleaned: Measured
  readonly before: readonly MetadataPlace[]
  readonly after: readonly MetadataPlace[]
  /** Of the texts, in order; and how many pages or sheets there are. The same before and after. */
  readonly textSha256: string
  readonly pages: number
}

export type NotCleaned = 'signed' | 'locked' | 'old-format' | 'other-format' | 'text-changed'

export type Cleaning =
  | { readonly record: CleaningRecord; readonly content: Buffer }
  | { readonly notCleaned: NotCleaned; readonly detail: string }

const details: Readonly<Record<NotCleaned, string>> = {
  signed: 'Está firmado: quitarle algo rompería la firma. Límpielo antes de firmar.',
  locked: 'Está cifrado: guárdelo sin restricciones y límpielo después.',
  'old-format': 'Es un .xls: guárdelo como .xlsx o PDF y límpielo después.',
  'other-format': 'Solo se limpian PDF y Excel (.xlsx).',
  'text-changed': 'Al quitar los metadatos cambió el texto o el número de páginas: no se entrega.',
}

const not = (notCleaned: NotCleaned): Cleaning => ({ notCleaned, detail: details[notCleaned] })

/**
 * The document without its metadata, read again as anybody would: what is handed out has the same texts and as many
 * pages as before, or it isn't handed out. @throws Unreadable
 */
export async function cleanDocument(bytes: Buffer, bounds: Bounds): Promise<Cleaning> {
  if (startsAsContainer(bytes)) return not((await isEncryptedOffice(bytes)) ? 'locked' : 'old-format')
  if (startsAsZip(bytes)) return await cleanWorkbook(bytes, bounds)
  return startsAsPdf(bytes) ? await cleanPages(bytes, bounds) : not('other-format')
}

async function cleanPages(bytes: Buffer, bounds: Bounds): Promise<Cleaning> {
  const before = await readPdf(bytes, bounds)
  if (before.locked) return not('locked')
  const { structure, content } = await orDamaged(BROKEN, async () => {
    const document = await openPdf(bytes)
    const found = await structureOf(document, [])
    return { structure: found, content: found.signed ? undefined : await cleanPdf(document, found, bytes) }
  })
  if (content === undefined) return not('signed')
  const after = await readPdf(content, bounds)
  if (after.textSha256 !== before.textSha256 || after.pages !== before.pages) return not('text-changed')
  const left = await structureOf(await openPdf(content), [])
  return {
    content,
    record: {
      ...{ format: 'pdf', original: measured(bytes), cleaned: measured(content) },
      ...{ before: structure.metadata, after: left.metadata },
      ...{ textSha256: after.textSha256, pages: after.pages },
    },
  }
}

async function cleanWorkbook(bytes: Buffer, bounds: Bounds): Promise<Cleaning> {
  const archive = await openArchive(bytes, bounds)
  if (!isWorkbook(archive)) return not('other-format')
  const before = await readXlsx(archive, bounds)
  if (before.signed) return not('signed')
  const content = await cleanXlsx(archive, before.workbook)
  const after = await readXlsx(await openArchive(content, bounds), bounds)
  const pages = after.workbook.sheets.length
  if (after.textSha256 !== before.textSha256 || pages !== before.workbook.sheets.length)
    return not('text-changed')
  return {
    content,
    record: {
      ...{ format: 'xlsx', original: measured(bytes), cleaned: measured(content) },
      ...{ before: before.metadata, after: after.metadata, textSha256: after.textSha256, pages },
    },
  }
}

function measured(bytes: Buffer): Measured {
  return { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length }
}
