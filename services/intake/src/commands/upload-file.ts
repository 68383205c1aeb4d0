import { randomUUID } from 'node:crypto'
import { type Refusal, refuse } from '@ventanilla/decider'
import type { FileSource, StoredFile } from '@ventanilla/files'
import type { IntakeDeps } from '../deps.ts'
import type { FoundFiling } from './find-filing.ts'
import { erasedSubject } from './keep-private.ts'
import type { Upload } from './uploads.ts'

export interface UploadOrder {
  content: FileSource
  maxBytes: number
  actor: string
  claimKey?: string | undefined
  /** The case that it is for, if that was filed already. */
  filed?: FoundFiling
}

type Refused = 'file-empty' | 'idempotency-key-reused' | 'data-erased'

/**
 * Takes a file, encrypted under a key of its own that nobody's name is on yet; the filing that has it, or the case
 * that it is for, links it to its person. A repeat under the same key is read to its end, compared, and answered with the first one's ref, so
 * that an adapter which repeats everything sends the same filing again.
 * @throws FileError `file-too-large`
 */
export async function uploadFile(
  deps: IntakeDeps,
  { content, maxBytes, actor, claimKey, filed }: UploadOrder,
): Promise<{ stored: StoredFile; replayed: boolean } | Refusal<Refused>> {
  const subject = randomUUID()
  const stored = await deps.files.put(content, { subject, maxBytes })
  if (stored.bytes === 0) {
    await deps.files.remove(stored.ref)
    return refuse('file-empty', { field: 'body', detail: 'El archivo llegó sin contenido.' })
  }
  const { ref, sha256, bytes, mediaType } = stored
  const digest = deps.digest(filed ? `${sha256} ${filed.received.caseId}` : sha256)
  const before = await deps.uploads.record({
    ref,
    subject,
    bytes,
    ...(mediaType !== undefined && { mediaType }),
    uploadedBy: actor,
    ...(claimKey !== undefined && { claim: { key: claimKey, digest } }),
  })
  if (before) await deps.files.remove(ref)
  if (before && before.digest !== digest)
    return refuse('idempotency-key-reused', {
      detail: 'Esta clave ya se usó para subir otro archivo. Use una clave nueva.',
    })
  const kept = before ?? { ref, subject }
  if (filed && !(await isKeptFor(deps, kept, filed)))
    return refuse('data-erased', { detail: 'Los datos de la persona de este caso se suprimieron.' })
  return { stored: { ...stored, ref: kept.ref }, replayed: before !== undefined }
}

/** From now on it is the case's, and goes with the data of its person. @returns false when those have gone already */
async function isKeptFor(
  { vault, uploads }: IntakeDeps,
  { ref, subject }: Pick<Upload, 'ref' | 'subject'>,
  { entity, received: { caseId, personRef, envelopeRef } }: FoundFiling,
): Promise<boolean> {
  try {
    await vault.link(subject, personRef ?? envelopeRef)
  } catch (error) {
    if (erasedSubject(error) === undefined) throw error
    return false
  }
  await uploads.attach([ref], { caseId, entity })
  return true
}
