import type { Readable } from 'node:stream'
import type { IntakeDeps } from '../deps.ts'
import { findFiling } from './find-filing.ts'
import { recordRead } from './record-read.ts'
import type { Upload } from './uploads.ts'

export interface OpenedFile {
  content: Readable
  bytes: number
  mediaType?: string
}

/** Where a file is attached: who may read it depends on that. */
export interface FileUse {
  upload: Upload
  cases: { caseId: string; entity: string; reserved: boolean }[]
}

export async function findFile(deps: IntakeDeps, ref: string): Promise<FileUse | undefined> {
  const upload = (await deps.uploads.find([ref])).get(ref)
  if (!upload) return undefined
  const attached = await deps.uploads.attachedTo(ref)
  const filings = await Promise.all(attached.map(({ caseId }) => findFiling(deps.log, caseId)))
  return {
    upload,
    // A case that was prepared and never written has no filing, and no part in this.
    cases: filings.flatMap((found) =>
      found
        ? [
            {
              caseId: found.received.caseId,
              entity: found.entity,
              reserved: found.received.mode === 'reserved',
            },
          ]
        : [],
    ),
  }
}

/** Undefined when the file was erased with its person. The read is recorded in every case that has the file. */
export async function openFile(
  deps: IntakeDeps,
  { upload, cases }: FileUse,
  actor: string,
): Promise<OpenedFile | undefined> {
  for (const { caseId, entity } of cases)
    await recordRead(deps, { caseId, entity, part: 'attachment', actor })
  const content = await deps.files.get(upload.ref, upload.subject)
  const { bytes, mediaType } = upload
  return content && { content, bytes, ...(mediaType !== undefined && { mediaType }) }
}
