import { createHmac, type KeyObject } from 'node:crypto'
import { VaultError } from './errors.ts'

/**
 * One spelling for each document: '1.020.304-5', ' 10203045 ' and '10203045' are one; what isn't a number
 * (passports) only loses its outer spaces and its lower case.
 */
export function normaliseDocument(number: string): string {
  const text = number.normalize('NFKC').trim().toUpperCase()
  const digits = text.replace(/[.\s-]/g, '')
  return /^\d+$/.test(digits) ? digits : text
}

/**
 * HMAC-SHA-256 of entity, type and number, as a UUID (version 8, RFC 9562 §5.8). Documents are few enough to
 * be tried one by one, so a plain hash would give them away; the key is what keeps them.
 */
export function personRef(key: KeyObject, entity: string, type: string, number: string): string {
  const document = normaliseDocument(number)
  if (document === '') throw new VaultError('document-invalid')
  const named = JSON.stringify([entity, normaliseDocument(type), document])
  const bytes = createHmac('sha256', key).update(named).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
