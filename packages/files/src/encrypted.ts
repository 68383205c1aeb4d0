import { randomBytes } from 'node:crypto'
import type { Readable } from 'node:stream'
import { type ByteReader, byteReader } from './byte-reader.ts'
import { openBlocks, sealBlocks } from './chunk-cipher.ts'
import { FileError } from './errors.ts'
import type { FileSource, FileStore, PutOptions, StoredFile } from './file-store.ts'
import { measure } from './measure.ts'
import { readThrough } from './verified.ts'

/**
 * Seals a file's key under its subject's: the vault is one. `open` gives undefined once the subject is
 * erased.
 */
export interface KeyKeeper {
  seal(subject: string, plaintext: Uint8Array): Promise<Uint8Array>
  open(subject: string, sealed: Uint8Array): Promise<Uint8Array | undefined>
}

export interface EncryptedFiles {
  /**
   * As `FileStore.put`, encrypted under a key of the file's own, itself sealed under `subject`'s. The ref is
   * of the ciphertext, so it doesn't tell who else sent the same file; `sha256`, `bytes` and `mediaType` are
   * of what was given.
   */
  put(source: FileSource, options: PutOptions & { subject: string }): Promise<StoredFile>
  /**
   * Undefined when there is no such file, or when its subject was erased. @throws FileError `file-altered`
   */
  get(ref: string, subject: string): Promise<Readable | undefined>
  remove(ref: string): Promise<boolean>
}

/** The first bytes of every encrypted file: what it is, and the version of this layout. */
const MAGIC = Buffer.from('VTN1')

/**
 * Files at rest: MAGIC, length of the sealed key (2 bytes), sealed key, blocks. Erasing a subject erases
 * them.
 */
export function encryptedFiles(store: FileStore, keys: KeyKeeper): EncryptedFiles {
  return {
    async put(source, { subject, maxBytes }) {
      const key = randomBytes(32)
      const sealedKey = await keys.seal(subject, key)
      const measured = measure(source, maxBytes)
      const { ref } = await store.put(sealedFile(key, sealedKey, measured.chunks))
      return { ref, ...(await measured.result()) }
    },
    async get(ref, subject) {
      const stored = await store.get(ref)
      if (!stored) return undefined
      try {
        const reader = byteReader(stored)
        const key = await keys.open(subject, await readSealedKey(reader))
        if (key) return readThrough(stored, openBlocks(key, reader))
        stored.destroy()
        return undefined
      } catch (error) {
        stored.destroy()
        throw error
      }
    },
    remove: (ref) => store.remove(ref),
  }
}

async function* sealedFile(key: Uint8Array, sealedKey: Uint8Array, plain: AsyncIterable<Uint8Array>) {
  const length = Buffer.alloc(2)
  length.writeUInt16BE(sealedKey.byteLength)
  const reader = byteReader(plain)
  try {
    yield Buffer.concat([MAGIC, length, sealedKey])
    yield* sealBlocks(key, reader)
  } finally {
    await reader.close()
  }
}

async function readSealedKey(reader: ByteReader): Promise<Buffer> {
  const start = await reader.read(MAGIC.byteLength + 2)
  if (start.byteLength < MAGIC.byteLength + 2 || !start.subarray(0, MAGIC.byteLength).equals(MAGIC)) {
    throw new FileError('file-altered')
  }
  return reader.read(start.readUInt16BE(MAGIC.byteLength))
}
