import type { Readable } from 'node:stream'

/** What can be stored: bytes in memory, or any stream of them (a request's body, an upload's part). */
export type FileSource = Uint8Array | AsyncIterable<Uint8Array>

export interface PutOptions {
  /** More bytes than this are refused with `file-too-large` and leave nothing behind; absent = no limit. */
  maxBytes?: number
}

export interface StoredFile {
  /** Where the store keeps it: the SHA-256 of the stored bytes, 64 lowercase hexadecimal digits. */
  ref: string
  /** SHA-256 of the content that was given, in hexadecimal. */
  sha256: string
  bytes: number
  /**
   * What the first bytes say that it is ('application/pdf'); absent when they say nothing, as in plain text.
   */
  mediaType?: string
}

export interface FileStat {
  ref: string
  bytes: number
  mediaType?: string
}

/**
 * Attachments by content: the same bytes have the same ref, so a repeated upload stores nothing twice and a
 * ref never changes its meaning. Whoever removes a ref must know that nobody else points to it.
 */
export interface FileStore {
  /**
   * Durable once it resolves. @throws FileError `file-too-large`; the source's own error when it breaks off.
   */
  put(source: FileSource, options?: PutOptions): Promise<StoredFile>
  /**
   * The content, or undefined when there is none (a malformed ref has none either). The stream fails at its
   * end with FileError `file-altered` when what is on disk is no longer what was put.
   */
  get(ref: string): Promise<Readable | undefined>
  stat(ref: string): Promise<FileStat | undefined>
  /** False when there was nothing to remove. */
  remove(ref: string): Promise<boolean>
}

const REF = /^[0-9a-f]{64}$/

/** Only this becomes a path, so that no ref can lead out of the store's folder. */
export function isFileRef(ref: unknown): ref is string {
  return typeof ref === 'string' && REF.test(ref)
}
