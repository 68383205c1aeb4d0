import { createHash } from 'node:crypto'
import { FileError } from './errors.ts'
import type { FileSource } from './file-store.ts'
import { HEAD_BYTES, mediaTypeOf } from './media-type.ts'

export interface Measured {
  sha256: string
  bytes: number
  mediaType?: string
}

/**
 * Passes a source on and measures it on the way, one chunk at a time: hash, length, first bytes. The result
 * is known once `chunks` has run out. @throws FileError `file-too-large` as soon as the limit is passed.
 */
export function measure(source: FileSource, maxBytes = Number.POSITIVE_INFINITY) {
  const hash = createHash('sha256')
  const head: Uint8Array[] = []
  let bytes = 0

  async function* chunks(): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunksOf(source)) {
      if (!(chunk instanceof Uint8Array)) throw new TypeError('a file is a stream of bytes, not of text')
      const before = bytes
      bytes += chunk.byteLength
      if (bytes > maxBytes) throw new FileError('file-too-large')
      if (before < HEAD_BYTES) head.push(chunk.slice(0, HEAD_BYTES - before))
      hash.update(chunk)
      yield chunk
    }
  }

  return {
    chunks: chunks(),
    async result(): Promise<Measured> {
      const mediaType = await mediaTypeOf(Buffer.concat(head))
      return { sha256: hash.digest('hex'), bytes, ...(mediaType !== undefined && { mediaType }) }
    },
  }
}

async function* chunksOf(source: FileSource): AsyncGenerator<Uint8Array> {
  if (source instanceof Uint8Array) yield source
  else yield* source
}
