import { damaged, orDamaged } from '../unreadable.ts'

const MAGIC = Buffer.from('d0cf11e0a1b11ae1', 'hex')
const HEADER_FAT_SECTORS = 109
/** Anything above marks the end of a chain, or a sector that belongs to none. */
const LAST_SECTOR = 0xfffffffa
const ENTRY_BYTES = 128
const STREAM = 2
const ROOT = 5

export interface Stored {
  readonly name: string
  readonly kind: number
  readonly start: number
  readonly size: number
}

/** A compound file, in which old Office keeps its documents and new Office its encrypted ones. */
export interface Container {
  readonly entries: readonly Stored[]
  /** The content of the first stream of that name. @throws Unreadable */
  stream(name: string): Buffer | undefined
}

export const startsAsContainer = (bytes: Buffer): boolean => bytes.subarray(0, 8).equals(MAGIC)

/** What a container that contradicts itself is told. */
export const BROKEN_CONTAINER = 'El contenedor está dañado.'

/** An Office document under a password is a compound file with these two in it. @throws Unreadable */
export function isEncryptedOffice(bytes: Buffer): Promise<boolean> {
  return orDamaged(BROKEN_CONTAINER, () => {
    const names = new Set(openContainer(bytes).entries.map(({ name }) => name))
    return names.has('EncryptedPackage') && names.has('EncryptionInfo')
  })
}

/**
 * Reads the directory of a compound file. Every chain of sectors is followed no further than the file has sectors, so
 * that one that bites its tail ends. @throws Unreadable @source [MS-CFB]
 */
export function openContainer(bytes: Buffer): Container {
  if (bytes.length < 512) throw damaged('El contenedor está cortado.')
  const sectorBytes = 1 << Math.min(bytes.readUInt16LE(30), 12)
  const miniBytes = 1 << Math.min(bytes.readUInt16LE(32), 9)
  if (sectorBytes < 512 || miniBytes < 16) throw damaged('El contenedor tiene un tamaño de sector imposible.')
  const sectors = Math.ceil(bytes.length / sectorBytes)
  const sector = (index: number) => bytes.subarray((index + 1) * sectorBytes, (index + 2) * sectorBytes)
  const fat = Buffer.concat(fatSectors(bytes, sector, sectors).map(sector))
  const entries = entriesOf(Buffer.concat(chain(bytes.readUInt32LE(48), fat, sectors).map(sector)))

  const whole = ({ start, size }: Stored) =>
    Buffer.concat(chain(start, fat, sectors).map(sector)).subarray(0, size)
  const cutoff = bytes.readUInt32LE(56)
  const miniFat = Buffer.concat(chain(bytes.readUInt32LE(60), fat, sectors).map(sector))
  const root = entries.find(({ kind }) => kind === ROOT)

  return {
    entries,
    stream(name) {
      const found = entries.find((entry) => entry.kind === STREAM && entry.name === name)
      if (!found) return undefined
      if (found.size >= cutoff || !root) return whole(found)
      const small = whole(root)
      const at = chain(found.start, miniFat, small.length / miniBytes)
      return Buffer.concat(
        at.map((index) => small.subarray(index * miniBytes, (index + 1) * miniBytes)),
      ).subarray(0, found.size)
    },
  }
}

function fatSectors(bytes: Buffer, sector: (index: number) => Buffer, most: number): number[] {
  const found: number[] = []
  for (let index = 0; index < HEADER_FAT_SECTORS; index++) found.push(bytes.readUInt32LE(76 + index * 4))
  let next = bytes.readUInt32LE(68)
  for (let count = 0; next < LAST_SECTOR && count < most; count++) {
    const more = sector(next)
    if (more.length < 8) break
    for (let at = 0; at + 8 <= more.length; at += 4) found.push(more.readUInt32LE(at))
    next = more.readUInt32LE(more.length - 4)
  }
  return found.filter((index) => index < Math.min(LAST_SECTOR, most))
}

function chain(start: number, table: Buffer, most: number): number[] {
  const found: number[] = []
  for (let at = start; at < LAST_SECTOR && found.length < most; ) {
    found.push(at)
    if (at * 4 + 4 > table.length) break
    at = table.readUInt32LE(at * 4)
  }
  return found
}

function entriesOf(directory: Buffer): Stored[] {
  const found: Stored[] = []
  for (let at = 0; at + ENTRY_BYTES <= directory.length; at += ENTRY_BYTES) {
    const entry = directory.subarray(at, at + ENTRY_BYTES)
    const kind = entry.readUInt8(66)
    const nameBytes = Math.min(entry.readUInt16LE(64), 64)
    if (kind === 0 || nameBytes < 2) continue
    const name = entry.toString('utf16le', 0, nameBytes - 2)
    found.push({ name, kind, start: entry.readUInt32LE(116), size: entry.readUInt32LE(120) })
  }
  return found
}
