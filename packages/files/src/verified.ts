import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { FileError } from './errors.ts'

/** A stored file as a stream that fails at its end unless its bytes hash to its ref: `file-altered`. */
export function verified(ref: string, stored: Readable): Readable {
  return readThrough(stored, check(ref, stored))
}

async function* check(ref: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256')
  for await (const chunk of chunks) {
    hash.update(chunk)
    yield chunk
  }
  if (hash.digest('hex') !== ref) throw new FileError('file-altered')
}

/**
 * What a stage makes of a stream, as a stream. A generator that nobody began to read runs no `finally`: a
 * download given up before its first byte would leave the file open.
 */
export function readThrough(source: Readable, stage: AsyncGenerator<Uint8Array>): Readable {
  return Readable.from(stage, { objectMode: false }).once('close', () => source.destroy())
}
