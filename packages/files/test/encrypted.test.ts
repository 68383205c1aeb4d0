import { randomBytes } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { type EncryptedFiles, encryptedFiles } from '../src/encrypted.ts'
import { memoryFiles } from '../src/memory.ts'

const BLOCK = 64 * 1024
const kept = new Map<string, Uint8Array>()
const erased = new Set<string>()
const store = memoryFiles(kept)
/** Stands for a vault: what matters here is that a key is bound to its subject and can go away. */
const keeper = {
  seal: async (subject: string, plain: Uint8Array) => Buffer.concat([Buffer.from(subject), plain]),
  async open(subject: string, sealed: Uint8Array) {
    if (!Buffer.from(sealed).subarray(0, subject.length).equals(Buffer.from(subject)))
      throw new Error('not yours')
    return erased.has(subject) ? undefined : sealed.subarray(subject.length)
  },
}

describe('encrypted files', () => {
  let files: EncryptedFiles
  beforeEach(() => {
    kept.clear()
    erased.clear()
    files = encryptedFiles(store, keeper)
  })

  const contentOf = async (ref: string, subject = 'ana') => {
    const stream = await files.get(ref, subject)
    return stream && buffer(stream)
  }
  /** The same ciphertext with a change, under the ref that the changed bytes have. */
  const altered = async (ref: string, change: (sealed: Buffer) => Uint8Array) =>
    (await store.put(change(Buffer.from(kept.get(ref) ?? [])))).ref

  test.each([0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK])('%i bytes come back', async (length) => {
    const content = randomBytes(length)
    const stored = await files.put(content, { subject: 'ana' })
    expect(stored).toMatchObject({ bytes: length })
    expect(stored.ref).not.toBe(stored.sha256)
    expect(await contentOf(stored.ref)).toEqual(content)
  })

  test('what is kept shows nothing of the content, and the same file twice looks like two', async () => {
    const content = Buffer.from('%PDF-1.7 Juan Pérez '.repeat(10))
    const one = await files.put(content, { subject: 'ana' })
    const two = await files.put(content, { subject: 'ana' })
    expect(one.mediaType).toBe('application/pdf')
    expect(one.sha256).toBe(two.sha256)
    expect(one.ref).not.toBe(two.ref)
    expect(Buffer.from(kept.get(one.ref) ?? []).includes('Juan')).toBe(false)
    expect(await store.stat(one.ref)).not.toHaveProperty('mediaType')
  })

  test('an erased subject has no files; another subject opens none of them', async () => {
    const { ref } = await files.put(Buffer.from('secreto'), { subject: 'ana' })
    await expect(files.get(ref, 'eva')).rejects.toThrow('not yours')
    erased.add('ana')
    expect(await files.get(ref, 'ana')).toBeUndefined()
    expect(await files.remove(ref)).toBe(true)
    expect(await files.get(ref, 'ana')).toBeUndefined()
  })

  test('any flipped byte is detected, in the header too', async () => {
    const { ref } = await files.put(randomBytes(200), { subject: 'ana' })
    await fc.assert(
      fc.asyncProperty(
        fc.nat(kept.get(ref)?.byteLength ?? 0),
        fc.integer({ min: 1, max: 255 }),
        async (at, flip) => {
          fc.pre(at < (kept.get(ref)?.byteLength ?? 0))
          const other = await altered(ref, (sealed) => {
            sealed[at] = (sealed[at] ?? 0) ^ flip
            return sealed
          })
          await expect(contentOf(other)).rejects.toThrow()
        },
      ),
    )
  })

  test('blocks that are cut off, swapped, repeated or added are detected', async () => {
    const { ref } = await files.put(randomBytes(3 * BLOCK), { subject: 'ana' })
    const header = (kept.get(ref)?.byteLength ?? 0) - 3 * (BLOCK + 16)
    const block = (sealed: Buffer, n: number) =>
      sealed.subarray(header + n * (BLOCK + 16), header + (n + 1) * (BLOCK + 16))
    const orders = [[0, 1], [0], [], [1, 0, 2], [0, 0, 1, 2], [0, 1, 2, 2], [0, 2, 1]]
    for (const order of orders) {
      const other = await altered(ref, (sealed) =>
        Buffer.concat([sealed.subarray(0, header), ...order.map((n) => block(sealed, n))]),
      )
      await expect(contentOf(other)).rejects.toMatchObject({ code: 'file-altered' })
    }
  })

  test('a file that was never sealed is not taken for one', async () => {
    for (const content of ['', 'VTN', 'texto plano y largo']) {
      const { ref } = await store.put(Buffer.from(content))
      await expect(files.get(ref, 'ana')).rejects.toMatchObject({ code: 'file-altered' })
    }
  })

  test('the limit is of what was given, and a refusal keeps nothing', async () => {
    const refused = files.put(randomBytes(11), { subject: 'ana', maxBytes: 10 })
    await expect(refused).rejects.toMatchObject({ code: 'file-too-large' })
    expect(kept.size).toBe(0)
    await expect(files.put(randomBytes(10), { subject: 'ana', maxBytes: 10 })).resolves.toMatchObject({
      bytes: 10,
    })
  })
})
