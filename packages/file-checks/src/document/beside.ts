import type { Findings } from '../findings.ts'
import { inWords, type MetadataPlace } from './metadata.ts'

/** What a document of either format has beside its content. */
interface Beside {
  readonly signed: boolean
  readonly attachments: number
  readonly metadata: readonly MetadataPlace[]
}

/** @param what 'El documento', 'El libro' */
export function tellBeside(
  what: string,
  { signed, attachments, metadata }: Beside,
  findings: Findings,
): void {
  if (signed) findings.add('document-signed', `${what} está firmado digitalmente.`)
  if (attachments > 0)
    findings.add('document-attachments', `${what} trae otros archivos: ${attachments}.`, {
      found: attachments,
    })
  for (const place of metadata)
    findings.add('document-metadata', inWords(place), { at: { part: place.place } })
}
