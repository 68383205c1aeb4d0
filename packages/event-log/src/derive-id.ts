import { hash } from 'node:crypto'

/** The namespace of every id that Ventanilla derives: a constant, or nothing could be derived again. */
export const NAMESPACE = 'b3a9f0f2-6a0e-5c1d-9f57-0c6b1b6f4c11'

const NAMESPACE_BYTES = Buffer.from(NAMESPACE.replaceAll('-', ''), 'hex')

/** What is hashed, the namespace first: a buffer for each id cost a third of what the id does. */
const scratch = Buffer.concat([NAMESPACE_BYTES, Buffer.alloc(4_080)])

/**
 * A name-based UUID (RFC 9562, version 5) of its parts: the same parts give the same id, so that a repeat is
 * recognised. Parts are length-prefixed: ('a', 'bc') and ('ab', 'c') differ. By Node's one-shot digest: every event
 * that is handled costs one or more of these, and the `uuid` package takes several times as long for each.
 */
export function deriveId(...parts: (string | number)[]): string {
  const name = parts.map((part) => `${String(part).length}:${part}`).join('')
  // Halves of surrogate pairs have no bytes of their own: texts that differ in them would get one id.
  if (!name.isWellFormed()) throw new URIError('an id is derived from text that is no Unicode')
  const hex = hash('sha1', bytesOf(name), 'hex')
  // The digit of the version, and the two bits of the variant before the rest of theirs.
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

function bytesOf(name: string): Buffer {
  const at = NAMESPACE_BYTES.length
  // A unit of UTF-16 takes three bytes of UTF-8 at the most.
  if (at + 3 * name.length > scratch.length) return Buffer.concat([NAMESPACE_BYTES, Buffer.from(name)])
  return scratch.subarray(0, at + scratch.write(name, at))
}
