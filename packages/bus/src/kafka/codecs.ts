import { promisify } from 'node:util'
import { zstdCompress, zstdDecompress } from 'node:zlib'
import kafkajs from 'kafkajs'
import lz4 from 'lz4-napi'
import snappy from 'snappy'

/** What kafkajs asks of a codec. */
interface Codec {
  compress(encoder: { buffer: Buffer }): Promise<Buffer>
  decompress(buffer: Buffer): Promise<Buffer>
}

/** Java's clients cut snappy into blocks behind this header (xerial's); others send one bare block. */
const XERIAL = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0])
/** The header, its version and the version that can still read it. */
const XERIAL_BYTES = 16

const codecs: Record<'Snappy' | 'LZ4' | 'ZSTD', Codec> = {
  Snappy: {
    compress: ({ buffer }) => snappy.compress(buffer),
    decompress: async (buffer) => (buffer.subarray(0, 8).equals(XERIAL) ? blocks(buffer) : plain(buffer)),
  },
  LZ4: {
    compress: ({ buffer }) => lz4.compressFrame(buffer),
    decompress: (buffer) => lz4.decompressFrame(buffer),
  },
  ZSTD: {
    compress: ({ buffer }) => promisify(zstdCompress)(buffer),
    decompress: (buffer) => promisify(zstdDecompress)(buffer),
  },
}

const { CompressionCodecs, CompressionTypes } = kafkajs

/** Every codec a foreign producer may use: gzip is there; without one of the others kafkajs ends its consumer. */
export function registerCodecs(): void {
  for (const name of ['Snappy', 'LZ4', 'ZSTD'] as const)
    CompressionCodecs[CompressionTypes[name]] = () => codecs[name]
}

async function plain(block: Buffer): Promise<Buffer> {
  return (await snappy.uncompress(block, { asBuffer: true })) as Buffer
}

async function blocks(buffer: Buffer): Promise<Buffer> {
  const parts: Buffer[] = []
  for (let at = XERIAL_BYTES; at < buffer.length; ) {
    const length = buffer.readInt32BE(at)
    parts.push(await plain(buffer.subarray(at + 4, at + 4 + length)))
    at += 4 + length
  }
  return Buffer.concat(parts)
}
