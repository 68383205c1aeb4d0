import { createCipheriv, createDecipheriv, createSecretKey, KeyObject, randomFillSync } from 'node:crypto'

const ALGORITHM = 'aes-256-gcm'
const FORMAT = 1
const NONCE_BYTES = 12
const TAG_BYTES = 16
const OVERHEAD = 1 + NONCE_BYTES + TAG_BYTES

/**
 * Keys go in as key objects, here and wherever we sign: of bytes Node 24 takes 20 µs to find out that they are none,
 * four times as long as it takes to encrypt a filing. A key that is used again and again is best given as one.
 */
type Key = Uint8Array | KeyObject
const keyObject = (key: Key) => (key instanceof KeyObject ? key : createSecretKey(key))

/**
 * What a ciphertext belongs to. Opened anywhere else it is refused, so none can be put in another's place.
 */
export type Place = readonly (string | number)[]

/**
 * Format (1 byte), nonce (12), ciphertext, tag (16). The nonce is random: a key seals far fewer than the 2^32
 * messages after which that stops being safe. @source NIST SP 800-38D §8.3
 */
export function sealBytes(key: Key, place: Place, plaintext: Uint8Array): Buffer {
  const nonce = fresh(NONCE_BYTES)
  const cipher = createCipheriv(ALGORITHM, keyObject(key), nonce).setAAD(Buffer.from(JSON.stringify(place)))
  return Buffer.concat([
    Buffer.of(FORMAT),
    nonce,
    cipher.update(plaintext),
    cipher.final(),
    cipher.getAuthTag(),
  ])
}

const drawn = Buffer.alloc(4096)
let used = drawn.length

/** Random bytes, of many drawn at once: each draw is a call of the system, and a filing takes seven. Told once only. */
export function fresh(bytes: number): Buffer {
  if (used + bytes > drawn.length) {
    randomFillSync(drawn)
    used = 0
  }
  const taken = Buffer.from(drawn.subarray(used, used + bytes))
  drawn.fill(0, used, used + bytes)
  used += bytes
  return taken
}

/** Undefined when the key or the place is another one, or any byte has changed. */
export function openBytes(key: Key, place: Place, sealed: Uint8Array): Buffer | undefined {
  if (sealed.byteLength < OVERHEAD || sealed[0] !== FORMAT) return undefined
  const nonce = sealed.subarray(1, 1 + NONCE_BYTES)
  const decipher = createDecipheriv(ALGORITHM, keyObject(key), nonce, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(JSON.stringify(place)))
    .setAuthTag(sealed.subarray(-TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(1 + NONCE_BYTES, -TAG_BYTES)), decipher.final()])
  } catch {
    return undefined
  }
}
