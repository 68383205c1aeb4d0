import type { Readable } from 'node:stream'
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'
import type { Bounds } from '../bounds.ts'
import { damaged, expands, Unreadable } from '../unreadable.ts'

export interface Archive {
  readonly bytes: Buffer
  /** In the order of the directory; the directory alone says what there is. */
  readonly parts: ReadonlyMap<string, Entry>
  has(name: string): boolean
  /** Undefined when there is no such part. @throws Unreadable */
  read(name: string): Promise<Buffer | undefined>
  /** @throws Unreadable, also while it is read */
  stream(name: string): AsyncIterable<Buffer>
  /** The part as it is packed. */
  packed(entry: Entry): Promise<Buffer>
}

export const startsAsZip = (bytes: Buffer): boolean => bytes.readUInt32BE(0) === 0x504b0304

/** A ZIP in memory, of which no more is unpacked than the bounds allow in all. @throws Unreadable */
export async function openArchive(bytes: Buffer, bounds: Bounds): Promise<Archive> {
  const { zip, parts } = await directory(bytes, bounds)
  let unpacked = 0

  async function* stream(name: string): AsyncGenerator<Buffer> {
    const entry = parts.get(name)
    if (!entry) return
    if (entry.isEncrypted()) throw new Unreadable('file-password', 'Una parte del archivo pide contraseña.')
    if (unpacked + entry.uncompressedSize > bounds.unpackedBytes)
      throw expands(`Al descomprimirse pasa de ${bounds.unpackedBytes} bytes.`)
    try {
      const source: Readable = await zip.openReadStreamPromise(entry)
      for await (const chunk of source) {
        unpacked += chunk.length
        yield chunk
      }
    } catch (error) {
      throw packingFault(error)
    }
  }

  return {
    bytes,
    parts,
    has: (name) => parts.has(name),
    stream,
    async read(name) {
      const size = parts.get(name)?.uncompressedSize
      if (size === undefined) return undefined
      if (size > bounds.partBytes) throw expands(`Una de sus partes pasa de ${bounds.partBytes} bytes.`)
      return Buffer.concat(await Array.fromAsync(stream(name)))
    },
    async packed(entry) {
      const raw = await zip.openReadStreamPromise(entry, { decodeFileData: false })
      return Buffer.concat(await raw.toArray())
    },
  }
}

async function directory(bytes: Buffer, bounds: Bounds) {
  const parts = new Map<string, Entry>()
  try {
    const zip: ZipFile = await fromBufferPromise(bytes, { strictFileNames: false })
    if (zip.entryCount > bounds.zipParts) throw expands(`Trae más de ${bounds.zipParts} partes.`)
    for await (const entry of zip.eachEntry()) {
      // Two parts of one name: which of them is read depends on the reader.
      if (parts.has(entry.fileName)) throw damaged('Trae dos veces la misma parte.')
      parts.set(entry.fileName, entry)
    }
    return { zip, parts }
  } catch (error) {
    throw packingFault(error)
  }
}

/** What yauzl and zlib say of a file that lies about itself. */
function packingFault(error: unknown): unknown {
  if (error instanceof Unreadable || !(error instanceof Error)) return error
  if (/too many bytes/.test(error.message))
    return expands('Una de sus partes es más larga de lo que declara.', error)
  return damaged('No se pudo descomprimir.', error)
}
