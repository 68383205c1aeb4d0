import { createHmac, createSecretKey, hkdfSync } from 'node:crypto'

/** Crockford's base 32: no I, L, O or U, so that a code survives being read aloud and written by hand. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const BYTES = 10

/**
 * The code that a person follows a filing with: 80 bits in four groups, 'K7Q2-9XWB-0M4T-HRZ6'. Derived, so that
 * whoever repeats a request gets the same one; shown in its answer and nowhere else.
 * @param secret at least 32 bytes that only intake and who checks codes know
 */
export function trackingCode(secret: string | Uint8Array, caseId: string): string {
  const bytes = hmac(secret).update(`tracking code ${caseId}`).digest().subarray(0, BYTES)
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const letters = bits.replace(/.{5}/g, (five) => ALPHABET[Number.parseInt(five, 2)] ?? '')
  return letters.replace(/.{4}(?!$)/g, (group) => `${group}-`)
}

/**
 * What is stored in place of a code (64 hexadecimal digits): recognises it and doesn't tell it. Takes a code as
 * people write it, in any case, with or without hyphens and spaces, O for 0, I or L for 1.
 */
export function trackingHash(secret: string | Uint8Array, code: string): string {
  return hmac(secret)
    .update(`tracking hash ${canonical(code)}`)
    .digest('hex')
}

/** The secret of an installation that was given none: derived from the vault's master key, and never the key itself. */
export function trackingSecret(masterKey: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', masterKey, '', 'ventanilla tracking 1', 32))
}

/** Bytes as a key object: Node takes longer to find out that they are none than to sign. */
const hmac = (secret: string | Uint8Array) =>
  createHmac('sha256', typeof secret === 'string' ? secret : createSecretKey(secret))

function canonical(code: string): string {
  return code.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
}
