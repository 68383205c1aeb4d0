import { createHash } from 'node:crypto'
import { PassThrough, Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FileStore } from './file-store.ts'

/** A store under test, and what the suite must be able to see and do behind its back. */
export interface FileStoreHarness {
  store: FileStore
  /** Everything that the store keeps, half-received files too. */
  kept(): Promise<string[]>
  overwrite(ref: string, content: Uint8Array): Promise<void>
  close(): Promise<void>
}

const ABSENT = 'a'.repeat(64)
const PDF = Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj\n')
const sha256 = (content: Uint8Array) => createHash('sha256').update(content).digest('hex')

async function* inChunks(content: Uint8Array, size: number) {
  for (let at = 0; at < content.byteLength; at += size) yield content.subarray(at, at + size)
}

/** The facts that hold for every store of files; a new adapter passes them unchanged. */
export function fileStoreConformance(name: string, open: () => Promise<FileStoreHarness>): void {
  describe(`${name}: a store of files`, () => {
    let harness: FileStoreHarness
    let store: FileStore
    beforeEach(async () => {
      harness = await open()
      store = harness.store
    })
    afterEach(() => harness.close())

    const contentOf = async (ref: string) => {
      const stream = await store.get(ref)
      return stream && buffer(stream)
    }

    test('any content comes back, under the ref of its bytes, however it was cut', () =>
      fc.assert(
        fc.asyncProperty(
          fc.uint8Array({ maxLength: 300 }),
          fc.integer({ min: 1, max: 64 }),
          async (content, size) => {
            const stored = await store.put(inChunks(content, size))
            expect(stored).toMatchObject({
              ref: sha256(content),
              sha256: sha256(content),
              bytes: content.byteLength,
            })
            expect(await contentOf(stored.ref)).toEqual(Buffer.from(content))
            expect((await store.stat(stored.ref))?.bytes).toBe(content.byteLength)
          },
        ),
        { numRuns: 40 },
      ))

    test('the same bytes are kept once, also when they arrive at once', async () => {
      const [one, two] = await Promise.all([store.put(PDF), store.put(Readable.from([PDF]))])
      expect(one).toEqual(two)
      expect(await harness.kept()).toHaveLength(1)
    })

    test('the first bytes tell the media type, whatever was declared', async () => {
      const { ref, mediaType } = await store.put(inChunks(PDF, 3))
      expect(mediaType).toBe('application/pdf')
      expect(await store.stat(ref)).toEqual({ ref, bytes: PDF.byteLength, mediaType: 'application/pdf' })
      expect(await store.put(Buffer.from('solo texto'))).not.toHaveProperty('mediaType')
    })

    test('what is too large is refused while it arrives and leaves nothing behind', async () => {
      let given = 0
      let released = false
      async function* endless() {
        try {
          for (;;) {
            given += 1
            yield Buffer.alloc(1024)
          }
        } finally {
          released = true
        }
      }
      await expect(store.put(endless(), { maxBytes: 10_000 })).rejects.toMatchObject({
        code: 'file-too-large',
      })
      expect(given).toBe(10)
      expect(released).toBe(true)
      expect(await harness.kept()).toEqual([])
      expect(await store.put(Buffer.alloc(10), { maxBytes: 10 })).toMatchObject({ bytes: 10 })
    })

    test('a source that breaks off leaves nothing behind', async () => {
      async function* broken() {
        yield Buffer.alloc(70_000)
        throw new Error('connection reset')
      }
      await expect(store.put(broken())).rejects.toThrow('connection reset')
      const cut = new PassThrough()
      cut.write(Buffer.alloc(1000))
      setImmediate(() => cut.destroy())
      await expect(store.put(cut)).rejects.toThrow()
      expect(await harness.kept()).toEqual([])
    })

    test('a stream of text is refused: its bytes would depend on an encoding', async () => {
      await expect(store.put(Readable.from(['texto']))).rejects.toThrow(TypeError)
      expect(await harness.kept()).toEqual([])
    })

    test('a file that changed at rest fails at its end', async () => {
      const { ref } = await store.put(PDF)
      await harness.overwrite(ref, Buffer.from('%PDF-1.7 otra cosa'))
      await expect(contentOf(ref)).rejects.toMatchObject({ code: 'file-altered' })
      await store.put(PDF)
      expect(await contentOf(ref)).toEqual(PDF)
    })

    test('what is not there is undefined, and is removed once', async () => {
      expect(await store.get(ABSENT)).toBeUndefined()
      expect(await store.stat(ABSENT)).toBeUndefined()
      expect(await store.remove(ABSENT)).toBe(false)
      const { ref } = await store.put(PDF)
      expect(await store.remove(ref)).toBe(true)
      expect(await store.get(ref)).toBeUndefined()
      expect(await store.remove(ref)).toBe(false)
      expect(await harness.kept()).toEqual([])
    })

    test('no ref but a hash leads anywhere', () =>
      fc.assert(
        fc.asyncProperty(
          fc.oneof(fc.constantFrom('', '.', '..', '../..', '/etc/passwd', '\0'), fc.string()),
          async (ref) => {
            expect(await store.get(ref)).toBeUndefined()
            expect(await store.stat(ref)).toBeUndefined()
            expect(await store.remove(ref)).toBe(false)
          },
        ),
      ))
  })
}
