import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'

/** The one way to write a JSON value (RFC 8785): two that are equal are the same bytes, whoever wrote them. */
export function canonical(value: unknown): Uint8Array {
  const text = canonicalize(value)
  if (text === undefined) throw new TypeError('this is no JSON value')
  return new TextEncoder().encode(text)
}

/** SHA-256 of the canonical form, 64 hexadecimal digits: for people to compare. */
export function fingerprint(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex')
}
