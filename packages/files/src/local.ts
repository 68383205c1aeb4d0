import { randomUUID } from 'node:crypto'
import { open, rename, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type FileStore, isFileRef } from './file-store.ts'
import { folderMaker, ifThere, syncDirectory, writeDurably } from './local-disk.ts'
import { measure } from './measure.ts'
import { HEAD_BYTES, mediaTypeOf } from './media-type.ts'
import { verified } from './verified.ts'

/**
 * Files in a folder of this machine: `dir/ab/abcd…` by content, `dir/partial` while they arrive. A file is
 * written aside, forced to disk, then renamed into its place: a reader sees all of it or none, a power cut
 * too.
 */
export function localFiles(dir: string): FileStore {
  const root = resolve(dir)
  const partials = join(root, 'partial')
  const folderOf = (ref: string) => join(root, ref.slice(0, 2))
  const pathOf = (ref: string) => join(folderOf(ref), ref)
  const makeFolder = folderMaker()

  return {
    async put(source, { maxBytes } = {}) {
      const partial = join(partials, randomUUID())
      const measured = measure(source, maxBytes)
      await makeFolder(partials)
      try {
        await writeDurably(partial, measured.chunks)
        const result = await measured.result()
        await makeFolder(folderOf(result.sha256))
        // Also when it is there already: the bytes are the same, and a copy that has rotted is made good.
        await rename(partial, pathOf(result.sha256))
        await syncDirectory(folderOf(result.sha256))
        return { ref: result.sha256, ...result }
      } catch (error) {
        await rm(partial, { force: true })
        throw error
      }
    },
    async get(ref) {
      const file = isFileRef(ref) ? await ifThere(open(pathOf(ref))) : undefined
      return file && verified(ref, file.createReadStream())
    },
    async stat(ref) {
      const file = isFileRef(ref) ? await ifThere(open(pathOf(ref))) : undefined
      if (!file) return undefined
      try {
        const { size } = await file.stat()
        const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
        const mediaType = await mediaTypeOf(buffer.subarray(0, bytesRead))
        return { ref, bytes: size, ...(mediaType !== undefined && { mediaType }) }
      } finally {
        await file.close()
      }
    },
    async remove(ref) {
      if (!isFileRef(ref) || !(await ifThere(stat(pathOf(ref))))) return false
      await rm(pathOf(ref), { force: true })
      await syncDirectory(folderOf(ref))
      return true
    },
  }
}
