import { mask, safeError } from './safe-error.ts'

export const hidden = '[oculto]'

/** A key is hidden when one of its words is here: `email`, `contact_email`, `petitionerName`, `Set-Cookie`. */
const HIDDEN_WORDS = new Set([
  ...['authorization', 'cookie', 'token', 'password', 'secret', 'credential', 'apikey', 'masterkey'],
  ...['email', 'mail', 'phone', 'mobile', 'name', 'surname', 'document', 'address', 'birthdate'],
  ...['body', 'text', 'html', 'content', 'narrative', 'description', 'trackingcode'],
])
const MAX_DEPTH = 6

/**
 * A copy of what is about to be logged without what names people or opens doors. Booleans stay, so that
 * `{ email: true }` can be told from its absence. Bytes give way to their number, errors to what is safe of them.
 */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return mask(value)
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Error) return safeError(value)
  if (value instanceof Date) return value.toJSON()
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  if (depth >= MAX_DEPTH) return '[…]'
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, isHidden(key, item) ? hidden : redact(item, depth + 1)]),
  )
}

function isHidden(key: string, value: unknown): boolean {
  if (value === undefined || value === null || typeof value === 'boolean') return false
  return hiddenKey(key)
}

const known = new Map<string, boolean>()
const MAX_KNOWN = 2_000 // keys come from code, but a map with keys from outside must not fill the memory

function hiddenKey(key: string): boolean {
  const seen = known.get(key)
  if (seen !== undefined) return seen
  const words = key
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
  const candidates = [...words, words.join('')].flatMap((word) => [word, word.replace(/s$/, '')])
  const verdict = candidates.some((word) => HIDDEN_WORDS.has(word))
  if (known.size < MAX_KNOWN) known.set(key, verdict)
  return verdict
}
