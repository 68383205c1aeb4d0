import { createHmac, createSecretKey, hkdfSync } from 'node:crypto'

/**
 * What an idempotency key is remembered with. Keyed: a bare hash of a body would let who holds the log confirm a
 * guess about a person whose data were erased.
 */
export type Digest = (content: Uint8Array | string) => string

export function digestUnder(masterKey: Uint8Array): Digest {
  const key = createSecretKey(
    Buffer.from(hkdfSync('sha256', masterKey, '', 'ventanilla intake digest 1', 32)),
  )
  return (content) => createHmac('sha256', key).update(content).digest('hex')
}

/** The same text for the same JSON value, whatever the order of its keys. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const members = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([key, one]) => `${JSON.stringify(key)}:${canonicalJson(one)}`).join(',')}}`
}
