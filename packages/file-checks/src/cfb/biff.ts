/** What an .xls says of itself, from its records. */
export interface OldWorkbook {
  readonly encrypted: boolean
  readonly locked: boolean
  /** There are cells with a value. */
  readonly hasValues: boolean
  readonly macroSheets: boolean
  /** Who wrote it last, which Excel keeps apart from the properties. */
  readonly namesUser: boolean
  readonly comments: boolean
}

const FILEPASS = 0x2f
const WRITEACCESS = 0x5c
const FILESHARING = 0x5b
const NOTE = 0x1c
const BOUNDSHEET = 0x85
const locks = new Set([0x12, 0x19, 0x63, 0xdd])
const values = new Set([0xfd, 0x204, 0x27e, 0x203, 0xbd, 0x06, 0xd6])

/** Walks the records of the stream «Workbook» or «Book». @source [MS-XLS] 2.3 */
export function readBiff(stream: Buffer): OldWorkbook {
  const found = {
    ...{ encrypted: false, locked: false, hasValues: false },
    ...{ macroSheets: false, namesUser: false, comments: false },
  }
  for (let at = 0; at + 4 <= stream.length; ) {
    const kind = stream.readUInt16LE(at)
    const body = stream.subarray(at + 4, at + 4 + stream.readUInt16LE(at + 2))
    at += 4 + stream.readUInt16LE(at + 2)
    if (kind === FILEPASS) return { ...found, encrypted: true }
    if (locks.has(kind) && body.length >= 2 && body.readUInt16LE(0) !== 0) found.locked = true
    if (kind === FILESHARING && body.length >= 4 && body.readUInt32LE(0) !== 0) found.locked = true
    if (kind === WRITEACCESS && userOf(body) !== '') found.namesUser = true
    if (kind === BOUNDSHEET && body[5] === 1) found.macroSheets = true
    if (kind === NOTE) found.comments = true
    if (values.has(kind)) found.hasValues = true
  }
  return found
}

/**
 * A length, how it is coded, the name, and spaces up to the end. Some programs write the name alone; then the first two
 * bytes are letters, which no length is that fits.
 */
function userOf(body: Buffer): string {
  const plain = body.toString('latin1').replaceAll('\0', '')
  const length = body.length >= 3 ? body.readUInt16LE(0) : 0
  const name =
    length > body.length ? plain : body.subarray(3).toString('latin1').replaceAll('\0', '').slice(0, length)
  return name.trim()
}
