import { Readable } from 'node:stream'
import type { FileStore } from './file-store.ts'
import { measure } from './measure.ts'
import { HEAD_BYTES, mediaTypeOf } from './media-type.ts'
import { verified } from './verified.ts'

/** A store that lasts as long as the process: for tests, and to show what a store is. */
export function memoryFiles(files = new Map<string, Uint8Array>()): FileStore {
  return {
    async put(source, { maxBytes } = {}) {
      const measured = measure(source, maxBytes)
      const content = Buffer.concat(await Array.fromAsync(measured.chunks))
      const result = await measured.result()
      files.set(result.sha256, content)
      return { ref: result.sha256, ...result }
    },
    async get(ref) {
      const content = files.get(ref)
      return content && verified(ref, Readable.from([content]))
    },
    async stat(ref) {
      const content = files.get(ref)
      if (!content) return undefined
      const mediaType = await mediaTypeOf(content.subarray(0, HEAD_BYTES))
      return { ref, bytes: content.byteLength, ...(mediaType !== undefined && { mediaType }) }
    },
    remove: async (ref) => files.delete(ref),
  }
}
