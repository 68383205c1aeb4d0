import { join } from 'node:path'
import { writeBag } from './bag.ts'
import type { CaseDocument } from './case-document.ts'
import { readRecord } from './case-record.ts'
import { jsonText } from './json-file.ts'
import type { Source } from './source.ts'

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

/** Writes the file of a finished case into a folder. @throws NotArchived */
export async function archiveCase(
  source: Source,
  caseId: string,
  { out, withIdentity }: { out: string; withIdentity: boolean },
): Promise<Archived> {
  const record = await readRecord(source, caseId, { withIdentity })
  const { about, documents, facts, reserved } = record
  const folder = `expediente-${about.radicado.replace(/[^A-Za-z0-9-]/g, '-')}`
  const path = join(out, `${folder}.zip`)
  await writeBag(path, folder, async (put) => {
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
  })
  return { path, documents: documents.length, reserved }
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
