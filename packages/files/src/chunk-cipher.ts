import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { ByteReader } from './byte-reader.ts'
import { FileError } from './errors.ts'

const ALGORITHM = 'aes-256-gcm'
const TAG_BYTES = 16
const BLOCK_BYTES = 64 * 1024

/**
 * AES-256-GCM block by block, so that a file of any size passes through one block of memory. The nonce is the
 * block's number and whether it is the last: blocks can't be swapped, dropped, repeated, nor the end cut off.
 * That holds for a key that seals ONE file, which is why only `encryptedFiles` makes the keys.
 */
export async function* sealBlocks(key: Uint8Array, reader: ByteReader): AsyncGenerator<Uint8Array> {
  for (let block = 0, last = false; !last; block++) {
    const plain = await reader.read(BLOCK_BYTES)
    last = !(await reader.has(1))
    const cipher = createCipheriv(ALGORITHM, key, nonce(block, last))
    yield Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  }
}

/**
 * @throws FileError `file-altered` at the first block that isn't what was sealed; nothing of it is given out.
 */
export async function* openBlocks(key: Uint8Array, reader: ByteReader): AsyncGenerator<Uint8Array> {
  for (let block = 0, last = false; !last; block++) {
    const sealed = await reader.read(BLOCK_BYTES + TAG_BYTES)
    last = !(await reader.has(1))
    yield openBlock(key, nonce(block, last), sealed)
  }
}

function openBlock(key: Uint8Array, iv: Uint8Array, sealed: Buffer): Buffer {
  if (sealed.byteLength < TAG_BYTES) throw new FileError('file-altered')
  const decipher = createDecipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES })
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()])
  } catch {
    throw new FileError('file-altered')
  }
}

/** Seven bytes of zero, the block's number in four, one that marks the last: 2^32 blocks, 256 TiB. */
function nonce(block: number, last: boolean): Buffer {
  const bytes = Buffer.alloc(12)
  bytes.writeUInt32BE(block, 7)
  bytes.writeUInt8(last ? 1 : 0, 11)
  return bytes
}
