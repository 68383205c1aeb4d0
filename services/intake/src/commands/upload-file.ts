import { randomUUID } from 'node:crypto'
import { type Refusal, refuse } from '@ventanilla/decider'
import type { FileSource, StoredFile } from '@ventanilla/files'
import type { IntakeDeps } from '../deps.ts'

export interface UploadOrder {
  content: FileSource
  maxBytes: number
  actor: string
  claimKey?: string | undefined
}

/**
 * Takes a file, encrypted under a key of its own that nobody's name is on yet; the filing that has it links it to
 * its person. A repeat under the same key is read to its end, compared, and answered with the first one's ref, so
 * that an adapter which repeats everything sends the same filing again.
 * @throws FileError `file-too-large`
 */
export async function uploadFile(
  deps: IntakeDeps,
  { content, maxBytes, actor, claimKey }: UploadOrder,
): Promise<{ stored: StoredFile; replayed: boolean } | Refusal<'file-empty' | 'idempotency-key-reused'>> {
  const subject = randomUUID()
  const stored = await deps.files.put(content, { subject, maxBytes })
  if (stored.bytes === 0) {
    await deps.files.remove(stored.ref)
    return refuse('file-empty', { field: 'body', detail: 'El archivo llegó sin contenido.' })
  }
  const { ref, sha256, bytes, mediaType } = stored
  const digest = deps.digest(sha256)
  const before = await deps.uploads.record({
    ref,
    subject,
    bytes,
    ...(mediaType !== undefined && { mediaType }),
    uploadedBy: actor,
    ...(claimKey !== undefined && { claim: { key: claimKey, digest } }),
  })
  if (!before) return { stored, replayed: false }
  await deps.files.remove(ref)
  if (before.digest === digest) return { stored: { ...stored, ref: before.ref }, replayed: true }
  return refuse('idempotency-key-reused', {
    detail: 'Esta clave ya se usó para subir otro archivo. Use una clave nueva.',
  })
}
