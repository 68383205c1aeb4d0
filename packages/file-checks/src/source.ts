import { damaged, Unreadable } from './unreadable.ts'

export type ByteSource = AsyncIterable<Uint8Array>

/** The whole content, of what has to be held whole. @throws Unreadable `file-too-large`, `file-empty` */
export async function held(source: ByteSource, most: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of source) {
    length += chunk.byteLength
    if (length > most) throw new Unreadable('file-too-large', `El archivo pasa de ${most} bytes.`)
    chunks.push(chunk)
  }
  if (length === 0) throw new Unreadable('file-empty', 'El archivo llegó sin contenido.')
  if (length < 4) throw damaged('El archivo tiene menos de cuatro bytes.')
  return Buffer.concat(chunks)
}

/** The first bytes, and all of it again. */
export async function peek(
  source: ByteSource,
  count: number,
): Promise<{ head: Buffer; all: AsyncGenerator<Uint8Array> }> {
  const iterator = source[Symbol.asyncIterator]()
  const chunks: Uint8Array[] = []
  let length = 0
  while (length < count) {
    const { done, value } = await iterator.next()
    if (done) break
    chunks.push(value)
    length += value.byteLength
  }
  async function* all() {
    for (const chunk of chunks.splice(0)) yield chunk
    for (;;) {
      const { done, value } = await iterator.next()
      if (done) return
      yield value
    }
  }
  return { head: Buffer.concat(chunks), all: all() }
}
