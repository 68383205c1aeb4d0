import { v5 } from 'uuid'

/** The namespace of every id that Ventanilla derives: a constant, or nothing could be derived again. */
const NAMESPACE = 'b3a9f0f2-6a0e-5c1d-9f57-0c6b1b6f4c11'

/**
 * A name-based UUID (RFC 9562, version 5) of its parts: the same parts give the same id, so that a repeat is
 * recognised. Parts are length-prefixed: ('a', 'bc') and ('ab', 'c') differ.
 */
export function deriveId(...parts: (string | number)[]): string {
  return v5(parts.map((part) => `${String(part).length}:${part}`).join(''), NAMESPACE)
}
