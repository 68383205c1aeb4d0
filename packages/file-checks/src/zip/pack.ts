import { crc32, deflateRawSync } from 'node:zlib'
import type { Entry } from 'yauzl'
import type { Archive } from './archive.ts'

const LOCAL = 0x04034b50
const DIRECTORY = 0x02014b50
const END = 0x06054b50
const DEFLATED = 8
const UTF8_NAME = 0x0800
/** 1 January 1980, the first day that a ZIP can say, and what Excel writes anyway. */
const NO_DATE = 0x0021

interface Packed {
  readonly name: Buffer
  readonly method: number
  readonly utf8: boolean
  readonly crc: number
  readonly size: number
  readonly data: Buffer
}

/**
 * The same ZIP with some parts replaced and some left out. All others keep the bytes that they had, packed as they
 * were; dates and the extra fields of the headers, where systems write users and times, are not taken along.
 * @param changes a part's new content, or undefined to leave it out
 */
export async function repack(
  archive: Archive,
  changes: ReadonlyMap<string, Buffer | undefined>,
): Promise<Buffer> {
  const packed: Packed[] = []
  for (const [name, entry] of archive.parts) {
    if (!changes.has(name)) packed.push(await asItWas(archive, entry))
    else {
      const content = changes.get(name)
      if (content !== undefined) packed.push(anew(Buffer.from(name), content))
    }
  }
  return written(packed)
}

/** A ZIP of these parts. */
export const packAll = (parts: ReadonlyMap<string, Buffer>): Buffer =>
  written([...parts].map(([name, content]) => anew(Buffer.from(name), content)))

async function asItWas(archive: Archive, entry: Entry): Promise<Packed> {
  return {
    ...{ name: entry.fileNameRaw, method: entry.compressionMethod, crc: entry.crc32 },
    ...{ utf8: (entry.generalPurposeBitFlag & UTF8_NAME) !== 0, size: entry.uncompressedSize },
    data: await archive.packed(entry),
  }
}

function anew(name: Buffer, content: Buffer): Packed {
  const data = deflateRawSync(content)
  return { name, method: DEFLATED, utf8: true, crc: crc32(content), size: content.length, data }
}

function written(parts: readonly Packed[]): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const part of parts) {
    const file = Buffer.concat([header(part), part.name, part.data])
    directory.push(header(part, at), part.name)
    files.push(file)
    at += file.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(END, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...files, listed, end])
}

/** What both headers say alike; the one of the directory says also where the part begins. */
function header({ name, method, utf8, crc, size, data }: Packed, offset?: number): Buffer {
  const common = Buffer.alloc(26)
  common.writeUInt16LE(20, 0)
  common.writeUInt16LE(utf8 ? UTF8_NAME : 0, 2)
  common.writeUInt16LE(method, 4)
  common.writeUInt16LE(NO_DATE, 8)
  common.writeUInt32LE(crc, 10)
  common.writeUInt32LE(data.length, 14)
  common.writeUInt32LE(size, 18)
  common.writeUInt16LE(name.length, 22)
  if (offset === undefined) {
    const signature = Buffer.alloc(4)
    signature.writeUInt32LE(LOCAL)
    return Buffer.concat([signature, common])
  }
  const first = Buffer.alloc(6)
  first.writeUInt32LE(DIRECTORY, 0)
  first.writeUInt16LE(20, 4)
  const rest = Buffer.alloc(14)
  rest.writeUInt32LE(offset, 10)
  return Buffer.concat([first, common, rest])
}
