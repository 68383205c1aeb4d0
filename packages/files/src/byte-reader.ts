/**
 * Reads a stream of chunks of any size in pieces of a chosen size; holds one piece and one chunk, no more.
 */
export function byteReader(source: AsyncIterable<Uint8Array>) {
  const iterator = source[Symbol.asyncIterator]()
  let parts: Buffer[] = []
  let held = 0

  /** Whether `count` bytes are there to read; fewer means that the source has ended. */
  async function has(count: number): Promise<boolean> {
    while (held < count) {
      const { done, value } = await iterator.next()
      if (done) return false
      parts.push(Buffer.from(value.buffer, value.byteOffset, value.byteLength))
      held += value.byteLength
    }
    return true
  }

  return {
    has,
    /** The next `count` bytes, fewer only where the source ends. */
    async read(count: number): Promise<Buffer> {
      await has(count)
      const [first] = parts
      const all = first && parts.length === 1 ? first : Buffer.concat(parts)
      const piece = all.subarray(0, count)
      parts = [all.subarray(count)]
      held -= piece.byteLength
      return piece
    },
    /** Lets go of the source, read to its end or not. */
    async close(): Promise<void> {
      await iterator.return?.()
    },
  }
}

export type ByteReader = ReturnType<typeof byteReader>
