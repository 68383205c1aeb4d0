import { join } from 'node:path'
import { type Put, writeBag } from './bag.ts'
import type { CaseDocument } from './case-document.ts'
import { readRecord } from './case-record.ts'
import { jsonText } from './json-file.ts'
import { NotArchived, type Source } from './source.ts'

export interface Archived {
  path: string
  documents: number
  /** Left out because whoever filed asked for reserve. */
  reserved: boolean
}

/** One line of the index: the metadata that the AGN asks of each document of an electronic file. */
interface Indexed {
  ordenDocumentoExpediente: number
  nombreDocumento: string
  tipologiaDocumental: string
  fechaCreacionDocumento: string
  fechaIncorporacionExpediente: string
  origen?: string
  reescrita?: true
  caso: string
  formato?: string
  archivo?: string
  tamano?: number
  valorHuella?: string
  funcionResumen?: 'SHA-256'
  /** Where it is kept, of what came under a reference. */
  referencia?: string
}

/** Writes the file of a finished case into a folder. @throws NotArchived what readRecord refuses, or `out-unusable` */
export async function archiveCase(
  source: Source,
  caseId: string,
  { out, withIdentity, broken }: { out: string; withIdentity: boolean; broken?: AbortSignal },
): Promise<Archived> {
  const record = await readRecord(source, caseId, { withIdentity })
  const { about, documents, facts, reserved } = record
  const which = withIdentity ? '-con-identidad' : ''
  const folder = `expediente-${about.radicado.replace(/[^A-Za-z0-9-]/g, '-')}${which}`
  const path = join(out, `${folder}.zip`)
  const fill = async (put: Put) => {
    const index: Indexed[] = []
    for (const [at, document] of documents.entries()) {
      const archivo = `documentos/${String(at + 1).padStart(4, '0')}${document.extension}`
      const content = await document.content?.()
      const weighed = content && {
        ...{ archivo, format: content.format },
        ...(await put(archivo, content.body)),
      }
      index.push(indexed(at + 1, document, weighed))
    }
    await put('hechos.json', jsonText(facts))
    await put(
      'indice-electronico.json',
      jsonText({ expediente: about, identidadReservada: reserved, documentos: index }),
    )
    await record.assertUnchanged()
    return {
      'Source-Organization': about.entity,
      'External-Identifier': about.radicado,
      'Internal-Sender-Identifier': about.caseId,
      'Bag-Software-Agent': 'Ventanilla',
    }
  }
  await writeBag(path, folder, fill, broken).catch((error: unknown) => {
    throw isOfDisk(error) ? notWritten(path, error) : error
  })
  return { path, documents: documents.length, reserved }
}

/** Of the network it is a NotArchived already. */
function isOfDisk(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error
}

function notWritten(path: string, { code }: NodeJS.ErrnoException): NotArchived {
  const why = code === 'ENOSPC' ? 'no queda espacio en el disco' : code
  return new NotArchived('out-unusable', `no se pudo escribir ${path}: ${why}`)
}

function indexed(
  order: number,
  { name, type, created, incorporated, caseId, origin, rewritten, ref }: CaseDocument,
  weighed: { archivo: string; format: string; bytes: number; sha256: string } | undefined,
): Indexed {
  return {
    ...{ ordenDocumentoExpediente: order, nombreDocumento: name, tipologiaDocumental: type },
    ...{ fechaCreacionDocumento: created, fechaIncorporacionExpediente: incorporated },
    ...(origin && { origen: origin }),
    ...(rewritten && { reescrita: rewritten }),
    caso: caseId,
    ...(weighed && { archivo: `data/${weighed.archivo}`, formato: weighed.format, tamano: weighed.bytes }),
    ...(weighed && { valorHuella: weighed.sha256, funcionResumen: 'SHA-256' as const }),
    ...(ref !== undefined && { referencia: ref }),
  }
}
